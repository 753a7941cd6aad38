package io.reveil.report.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.report.count.AuditRuns;
import io.reveil.report.count.Finding;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no campaign writes for: by SMS, declared no longer, or by another channel today (A5, F12, S4.12). */
@Tag("sql")
class OtherPurposesAuditTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", withAPhone()));

  private static final Purpose TEXTS = new Purpose("text_news");

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private ContactId person = new ContactId(1);

  private static String withAPhone() {
    try {
      Path files = Path.of(OwnFiles.withAllBasesAndAFormFor("newsletter"));
      Files.writeString(files.resolve("config/fields.yml"), """
          fields:
            first_name:
              type: TEXT
              category: IDENTITY
              purposes: [newsletter]
              reason: to greet
              label: { fr: Prénom, en: First name }
              why: { fr: pour vous saluer, en: to greet you }
            phone:
              type: TEXT
              category: CONTACT_DETAILS
              purposes: [text_news]
              reason: to send text messages
              label: { fr: Téléphone, en: Phone }
              why: { fr: pour vos SMS, en: for your texts }
          """);
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void somebodyAgreedToTexts() {
    rig.empty();
    Upserted stored = rig.bean(Contacts.class)
        .upsert(List.of(new ContactRow(
            Optional.of("S1"),
            Optional.empty(),
            Optional.of(Language.FR),
            Optional.of("FR"),
            Optional.empty(),
            Map.of("phone", "0600000000"))))
        .getFirst();
    person = ((Upserted.Created) stored).contact();
    ledger.declare(List.of(new Declaration(
        texts(),
        new Evidence.Declared(
            rig.clock().instant(), Optional.empty(), "shop", "J’accepte les SMS.", 1))));
  }

  private ConsentKey texts() {
    return new ConsentKey(person, Channel.SMS, TEXTS);
  }

  /** (A5): a wave never writes for it; others do, as long as somebody agrees. */
  @Test
  void aPhoneIsUsedAsLongAsSomebodyAgreesToTexts() {
    rig.clock().tick(Period.ofMonths(14));
    assertThat(phone()).isEqualTo(FieldFinding.USED);

    ledger.withdraw(
        texts(), new Objection.LinkUsed(rig.clock().instant(), Objection.Means.PAGE, 1, 1));

    assertThat(phone()).isEqualTo(FieldFinding.UNUSED);
  }

  /** (S4.12): what was agreed to for a purpose that is gone is nobody's to use, and has to be seen. */
  @Test
  void whatStandsForAPurposeThatIsGoneIsAGapOfEachPerson() {
    agreeToTextsByMail();
    rig.database()
        .update("UPDATE current_consent SET purpose = 'gone' WHERE contact_id = ?", person.value());

    AuditSummary audit = audited();

    assertThat(audit.purposes())
        .filteredOn(purpose -> purpose.purpose().equals("gone"))
        .singleElement()
        .satisfies(gone -> assertThat(gone.gaps()).isOne())
        .satisfies(gone -> assertThat(gone.findings())
            .extracting(AuditSummary.Counted::finding)
            .containsExactly(Finding.UNDECLARED))
        .satisfies(gone -> assertThat(gone.findings().getFirst().people()).isOne());
    assertThat(audit.withGaps()).isOne();
  }

  /** (A9, F12, S4.12): agreed to by e-mail before the purpose went over to SMS. Nobody is counted twice. */
  @Test
  void whatStandsByAChannelThatThePurposeLeftIsToldBesideTheGaps() throws Exception {
    agreeToTextsByMail();

    AuditSummary audit = audited();

    assertThat(audit.purposes())
        .filteredOn(purpose -> purpose.purpose().equals("text_news"))
        .singleElement()
        .satisfies(texts -> assertThat(texts.proven()).isOne())
        .satisfies(texts -> assertThat(texts.gaps()).isZero())
        .satisfies(texts -> assertThat(texts.findings())
            .extracting(AuditSummary.Counted::finding)
            .containsExactly(Finding.DECLARED, Finding.OTHER_CHANNEL))
        .satisfies(texts -> assertThat(texts.findings().getLast().reason().en())
            .contains("another channel than the purpose declares"))
        .satisfies(texts ->
            assertThat(texts.findings().getLast().action().fr()).startsWith("Rendre son canal"));
    assertThat(audit.withGaps()).isOne();
    assertThat((Object) shown(audit).get("gaps")).isEqualTo("0");
    assertThat(shown(audit).get("findings"))
        .asInstanceOf(list(Map.class))
        .extracting(finding -> finding.get("code"))
        .containsExactly("DECLARED");
    assertThat(shown(audit).get("beside"))
        .asInstanceOf(list(Map.class))
        .extracting(finding -> finding.get("code"))
        .containsExactly("OTHER_CHANNEL");
    assertThat(new String(rig.bean(Listing.class).csv().readAllBytes(), StandardCharsets.UTF_8))
        .contains("text_news,SMS,DECLARED,PROVEN,", "text_news,EMAIL,OTHER_CHANNEL,GAP,CONSENT,");
    JsonNode reached = new KeyedClient(rig).get("/api/reports/reach").body().path("purposes");
    assertThat(reached)
        .filteredOn(purpose -> purpose.path("purpose").asText().equals("text_news"))
        .singleElement()
        .satisfies(texts -> assertThat(texts.path("people").asInt()).isOne())
        .satisfies(texts -> assertThat(texts.path("contactable").asInt()).isOne());
  }

  private void agreeToTextsByMail() {
    ledger.declare(List.of(new Declaration(
        new ConsentKey(person, Channel.EMAIL, TEXTS),
        new Evidence.Declared(
            rig.clock().instant(), Optional.empty(), "fair", "J’accepte les lettres.", 1))));
  }

  /** The purpose as the page tells it. */
  private static Map<?, ?> shown(AuditSummary audit) {
    var purposes = (List<?>)
        rig.bean(AuditModels.class).audit(audit, Language.FR).getOrDefault("purposes", List.of());
    return purposes.stream()
        .map(purpose -> (Map<?, ?>) purpose)
        .filter(purpose -> TEXTS.id().equals(purpose.get("id")))
        .findFirst()
        .orElseThrow();
  }

  private FieldFinding phone() {
    return audited().fields().stream()
        .filter(field -> field.field().equals("phone"))
        .map(AuditSummary.Field::finding)
        .findFirst()
        .orElseThrow();
  }

  private AuditSummary audited() {
    AuditRuns runs = rig.bean(AuditRuns.class);
    var run = runs.start("test");
    Recurring work = rig.bean(Recurring.class, "AuditWork");
    boolean more = true;
    while (more) {
      more = work.round();
    }
    return rig.bean(Audits.class).summary(runs.find(run.id()).orElseThrow());
  }
}
