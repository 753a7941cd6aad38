package io.reveil.report.audit;

import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.wave.Waves;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.report.count.Telling;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which fields something needs, and which should go (A4, A5). */
@Singleton
class Fields {
  private static final Period UNUSED = Period.ofMonths(12);

  private final DeclaredFields declared;
  private final Contacts contacts;
  private final Purposes purposes;
  private final Notices notices;
  private final Campaigns campaigns;
  private final Waves waves;
  private final Clock clock;

  Fields(
      DeclaredFields declared,
      Contacts contacts,
      Purposes purposes,
      Notices notices,
      Campaigns campaigns,
      Waves waves,
      Clock clock) {
    this.declared = declared;
    this.contacts = contacts;
    this.purposes = purposes;
    this.notices = notices;
    this.campaigns = campaigns;
    this.waves = waves;
    this.clock = clock;
  }

  /**
   * @param filled how many people have a value, by field
   * @param agreedTo what somebody may be written to for, or agreed to
   */
  List<AuditSummary.Field> judge(Map<String, Long> filled, Set<Purpose> agreedTo) {
    Set<Purpose> active = active(agreedTo);
    List<AuditSummary.Field> judged = new ArrayList<>();
    for (DeclaredField field : declared.all()) {
      long people = filled.getOrDefault(field.name(), 0L);
      judged.add(judged(field, people, active));
    }
    ofSources(filled, Telling.UNSOURCED, FieldFinding.UNSOURCED).ifPresent(judged::add);
    ofSources(filled, Telling.UNTOLD, FieldFinding.UNTOLD).ifPresent(judged::add);
    ofSources(filled, Telling.UNTELLABLE, FieldFinding.UNTELLABLE).ifPresent(judged::add);
    contacts
        .undeclaredFields()
        .forEach(name -> judged.add(AuditSummary.Field.of(name, FieldFinding.UNDECLARED)));
    return judged;
  }

  private static Optional<AuditSummary.Field> ofSources(
      Map<String, Long> counted, String name, FieldFinding finding) {
    String field = name.replaceFirst(":.*", "");
    return Optional.ofNullable(counted.get(name))
        .map(people -> AuditSummary.Field.of(field, people, finding));
  }

  private AuditSummary.Field judged(DeclaredField field, long people, Set<Purpose> active) {
    FieldFinding finding = judge(field, people, active);
    boolean isNeeded = finding == FieldFinding.USED;
    return AuditSummary.Field.lacking(
        field.name(),
        people,
        finding,
        field.purposes().stream()
            .filter(purpose -> !isNeeded && !active.contains(purpose))
            .map(Purpose::id)
            .toList());
  }

  private FieldFinding judge(DeclaredField field, long people, Set<Purpose> active) {
    if (field.purposes().stream().allMatch(purpose -> purposes.find(purpose).isEmpty())) {
      return FieldFinding.UNJUSTIFIED;
    }
    if (people == 0) {
      return FieldFinding.EMPTY;
    }
    return field.purposes().stream().anyMatch(active::contains)
        ? FieldFinding.USED
        : FieldFinding.UNUSED;
  }

  /**
   * Those that a wave wrote for in twelve months, and those that have not been declared for so long. Where no wave may
   * write, as by SMS or by post, others use the data: as long as somebody agrees to it, the field is needed.
   */
  private Set<Purpose> active(Set<Purpose> agreedTo) {
    Instant limit = clock.instant().atZone(ZoneOffset.UTC).minus(UNUSED).toInstant();
    Set<Purpose> active = new HashSet<>();
    purposes.all().stream()
        .filter(sheet -> !sheet.isForCampaigns() && agreedTo.contains(sheet.id()))
        .forEach(sheet -> active.add(sheet.id()));
    purposes.all().stream()
        .filter(sheet -> notices
            .find(sheet.id().id(), 1, Language.FR)
            .filter(first -> first.publishedAt().isAfter(limit))
            .isPresent())
        .forEach(sheet -> active.add(sheet.id()));
    campaigns.list().stream()
        .filter(campaign -> waves.list(campaign).stream()
            .map(Wave::startedAt)
            .flatMap(Optional::stream)
            .anyMatch(limit::isBefore))
        .forEach(campaign -> active.add(campaign.purpose()));
    return active;
  }
}
