package io.reveil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.activity.Standing;
import io.reveil.campaign.sequence.Ways;
import io.reveil.consent.CurrentConsent;
import io.reveil.delivery.queue.MailHistory;
import io.reveil.kernel.EmailAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A contact as programs read one; the address is masked.
 *
 * @param standing the activity status
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonView(
    boolean found,
    String id,
    String state,
    @Nullable String email,
    String language,
    @Nullable String country,
    @Nullable String zone,
    String category,
    Map<String, String> fields,
    @Nullable String standing,
    @Nullable LocalDate silentSince,
    @Nullable LocalDate lastSignOn,
    @Nullable String lastSignKind,
    @Nullable Integer mailsSince,
    @Nullable LocalDate retentionDueOn,
    List<Consent> consents,
    List<Writable> purposes,
    List<Way> campaigns,
    List<Told> signals,
    List<Mail> mails) {

  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Consent(
      String channel,
      String purpose,
      String state,
      String basis,
      @Nullable String grade,
      Instant since) {}

  /** @param objection why not, as a code */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Writable(
      String purpose, boolean mayBeWrittenTo, @Nullable String objection) {}

  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Way(
      String campaign,
      String arm,
      String state,
      String stage,
      @Nullable LocalDate dueOn,
      @Nullable String exitReason,
      Instant enteredAt,
      @Nullable Instant endedAt) {}

  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Told(
      String kind,
      Instant at,
      boolean signOfLife,
      String origin,
      @Nullable BigDecimal amount,
      @Nullable Integer quantity) {}

  /**
   * A mail, sent or not; the latest comes first.
   *
   * @param stage of its campaign, if a wave sends it
   * @param reason why it is in this state, as a code
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mail(
      String kind,
      @Nullable String stage,
      String state,
      @Nullable String reason,
      Instant queuedAt,
      @Nullable Instant settledAt,
      @Nullable Instant dueAt) {}

  static PersonView of(Person person) {
    var contact = person.contact();
    return new PersonView(
        true,
        contact.id().toString(),
        contact.state().name(),
        contact.email().map(EmailAddress::masked).orElse(null),
        contact.language().tag(),
        contact.country().orElse(null),
        contact.zone().map(ZoneId::getId).orElse(null),
        contact.category().name(),
        person.fields(),
        person.activity().map(standing -> standing.status().name()).orElse(null),
        person.activity().map(Standing::silentSince).orElse(null),
        person.activity().flatMap(Standing::lastSignOn).orElse(null),
        person.activity().flatMap(Standing::lastSignKind).orElse(null),
        person.activity().map(Standing::exposures).orElse(null),
        person.activity().map(Standing::retentionDueOn).orElse(null),
        person.consents().stream().map(PersonView::of).toList(),
        person.purposes().stream().map(PersonView::of).toList(),
        person.ways().stream().map(PersonView::of).toList(),
        told(person.signals()),
        person.mails().stream().map(PersonView::of).toList());
  }

  private static Consent of(CurrentConsent consent) {
    return new Consent(
        consent.key().channel().name(),
        consent.key().purpose().id(),
        consent.state().name(),
        consent.basis().name(),
        consent.grade().map(Enum::name).orElse(null),
        consent.since());
  }

  private static Writable of(Person.Writable writable) {
    return new Writable(
        writable.purpose().id().id(),
        writable.objection().isEmpty(),
        writable.objection().map(Enum::name).orElse(null));
  }

  private static Way of(Ways.Way way) {
    var enrolment = way.enrolment();
    return new Way(
        way.campaign(),
        enrolment.arm().name(),
        enrolment.state().name(),
        way.stage().id(),
        enrolment.dueOn().orElse(null),
        enrolment.exitReason().map(Enum::name).orElse(null),
        enrolment.enteredAt(),
        enrolment.endedAt().orElse(null));
  }

  private static Mail of(MailHistory.Mail mail) {
    return new Mail(
        mail.kind(),
        mail.stage().orElse(null),
        mail.state().name(),
        mail.reason().orElse(null),
        mail.queuedAt(),
        mail.settledAt().orElse(null),
        mail.dueAt().orElse(null));
  }

  static List<Told> told(List<ContactEvent> signals) {
    return signals.stream().map(PersonView::of).toList();
  }

  private static Told of(ContactEvent event) {
    Signal signal = event.signal();
    BigDecimal amount = null;
    Integer quantity = null;
    if (signal instanceof Signal.CrmEvent crm) {
      amount = crm.amount().orElse(null);
      quantity = crm.quantity().orElse(null);
    }
    return new Told(
        signal.kind(), event.occurredAt(), signal.isSignOfLife(), event.origin(), amount, quantity);
  }
}
