package io.reveil.consent.proof;

import static io.reveil.consent.proof.ConsentRecord.ID;
import static io.reveil.consent.proof.ConsentRecord.LABEL;
import static io.reveil.consent.proof.ConsentRecord.TYPE;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Basis;
import io.reveil.consent.ledger.ConsentAct;
import io.reveil.consent.wording.NoticeText;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Provenance;
import io.reveil.contact.field.DeclaredField;
import io.reveil.kernel.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a consent allows to be done, with which data, and each act on it: the second section of ISO/IEC TS 27560 (E3). */
record ConsentProcess(ConsentRecord whole) {
  Map<String, Object> json() {
    Map<String, Object> process = new LinkedHashMap<>();
    process.put(TYPE, "dpv:Process");
    process.put("dpv:hasPurpose", List.of(purpose()));
    process.put("dpv:hasPersonalData", personalData());
    process.put("dpv:hasProcessing", List.of("dpv:Collect", "dpv:Store", "dpv:Use"));
    process.put("dpv:hasDataController", List.of(whole.controller()));
    process.put("dpv:hasDataSource", List.of(source()));
    whole.sheet().ifPresent(purpose -> putDeclared(process, purpose));
    process.put("dpv:hasLegalBasis", basis(whole.consent().basis()));
    Map<Boolean, List<Map<String, Object>>> statuses = whole.acts().reversed().stream()
        .collect(partitioningBy(RecordedAct::isOfConsent, mapping(this::status, toList())));
    putAny(process, "dpv:hasConsentStatus", statuses.getOrDefault(true, List.of()));
    putAny(process, "dpv:hasStatus", statuses.getOrDefault(false, List.of()));
    return process;
  }

  /** What the channel needs, and the declared fields that serve the purpose. */
  private List<Object> personalData() {
    List<Object> data = new ArrayList<>();
    data.add(
        switch (whole.consent().key().channel()) {
          case EMAIL -> "pd:EmailAddress";
          case SMS, PHONE -> "pd:TelephoneNumber";
          case POST -> "pd:PhysicalAddress";
        });
    for (DeclaredField field : whole.fields()) {
      data.add(Map.of(
          TYPE,
          List.of("dpv:PersonalData"),
          "dct:identifier",
          field.name(),
          LABEL,
          field.label().getOrDefault(whole.language(), field.name())));
    }
    return data;
  }

  private static void putAny(Map<String, Object> json, String name, List<?> values) {
    if (!values.isEmpty()) {
      json.put(name, values);
    }
  }

  private Map<String, Object> purpose() {
    Map<String, Object> purpose = new LinkedHashMap<>();
    purpose.put(TYPE, List.of("dpv:Purpose"));
    purpose.put(ID, ConsentRecord.named("purpose " + whole.consent().key().purpose()));
    purpose.put("dct:identifier", whole.consent().key().purpose().id());
    whole
        .sheet()
        .filter(one -> one.kind() == PurposeKind.LETTER)
        .ifPresent(_ -> purpose.put("skos:broader", "dpv:DirectMarketing"));
    purpose.put(
        LABEL,
        whole
            .sheet()
            .map(one -> one.text(whole.language()).name())
            .orElse(whole.consent().key().purpose().id()));
    whole
        .sheet()
        .ifPresent(
            one -> purpose.put("skos:definition", one.text(whole.language()).description()));
    return purpose;
  }

  private void putDeclared(Map<String, Object> process, PurposeSheet purpose) {
    NoticeText notice = NoticeText.of(purpose, whole.language());
    process.put(
        "dpv:hasStorageCondition",
        List.of(
            Map.of(
                TYPE,
                List.of("dpv:StorageLocation"),
                "dpv:hasLocation",
                "loc:" + purpose.controller().storageCountry()),
            Map.of(
                TYPE,
                List.of("dpv:StorageDuration"),
                "dpv:hasDuration",
                duration(),
                LABEL,
                notice.retention()),
            Map.of(
                TYPE,
                List.of("dpv:StorageDeletion"),
                LABEL,
                purpose.controller().keptForDispute().text(whole.language()))));
    process.put("dpv:hasJurisdiction", "loc:" + purpose.controller().jurisdiction());
    process.put("dpv:hasRecipient", List.of(whole.controller(), whole.recipients()));
    if (whole.isOfConsent()) {
      process.put(
          "dpv:hasConsentControl",
          List.of(Map.of(
              TYPE, List.of("dpv:WithdrawConsent"), "dpv:isExercisedAt", notice.withdrawal())));
    }
    process.put(
        "dpv:hasRight",
        List.of(
            Map.of(TYPE, List.of("dpv:DataSubjectRight"), "dpv:isExercisedAt", notice.rights())));
    process.put("dpv:hasAuthority", notice.complaint());
  }

  private Map<String, Object> status(RecordedAct act) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put(TYPE, act.status());
    status.put(ID, whole.id("event", String.valueOf(act.eventId())));
    status.put("dct:identifier", String.valueOf(act.eventId()));
    status.put("dpv:isIndicatedAtTime", act.occurredAt().toString());
    status.put("dct:dateSubmitted", act.told().path("recordedAt").asText());
    status.put("dpv:isIndicatedBy", act.isThePersons() ? whole.principal() : whole.controller());
    status.put("dpv:isExercisedAt", act.place());
    status.put("dpv:hasDuration", duration());
    act.reason()
        .ifPresent(reason -> status.put(
            "dpv:hasJustification",
            Map.of(TYPE, List.of("dpv:Justification"), "skos:definition", reason)));
    JsonNode notice = act.told().path("notice");
    Language.of(notice.path("language").asText())
        .ifPresent(language -> status.put(
            "dpv:hasNotice",
            ConsentRecord.noticeId(
                notice.path("key").asText(), notice.path("version").asInt(), language)));
    return status;
  }

  /**
   * Where nothing says it, what an import brought comes from the controller, and the rest from the person, if they granted
   * something themselves: before that anybody may have typed the address.
   */
  private Object source() {
    return whole
        .provenance()
        .map(from -> switch (from.type()) {
          case OWN_FORM, SALE -> "dpv:DataSubjectDataSource";
          case THIRD_PARTY -> elsewhere("dpv:ThirdPartyDataSource", from);
          case PUBLIC_WEB -> elsewhere("dpv:PublicDataSource", from);
        })
        .orElseGet(() -> whole.acts().getFirst().isImported()
            ? "dpv:DataControllerDataSource"
            : whole.acts().stream().anyMatch(ConsentProcess::isTheirGrant)
                ? "dpv:DataSubjectDataSource"
                : "dpv:DataSource");
  }

  private static boolean isTheirGrant(RecordedAct act) {
    return act.kind() == ConsentAct.GRANTED && act.isThePersons();
  }

  private static Map<String, Object> elsewhere(String type, Provenance from) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put(TYPE, List.of(type));
    from.name().ifPresent(name -> source.put(LABEL, name));
    from.at().ifPresent(at -> source.put("dct:date", at.toString()));
    return source;
  }

  private static List<String> basis(Basis basis) {
    return switch (basis) {
      case CONSENT -> List.of("dpv:ExpressedConsent", "eu-gdpr:A6-1-a");
      case CUSTOMER_SOFT_OPT_IN, PROFESSIONAL_LEGITIMATE_INTEREST ->
        List.of("dpv:LegitimateInterest", "eu-gdpr:A6-1-f");
      case TRANSACTIONAL -> List.of("dpv:Contract", "eu-gdpr:A6-1-b");
      case NONE -> List.of();
    };
  }

  private Map<String, Object> duration() {
    return Map.of(TYPE, List.of("dpv:TemporalDuration"), "rdf:value", whole.retention());
  }
}
