package io.reveil.consent.proof;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Basis;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentSubject;
import io.reveil.consent.wording.NoticeText;
import io.reveil.consent.wording.PublishedNotice;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Provenance;
import io.reveil.kernel.Language;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One consent, with all that is recorded of it, in the four sections of ISO/IEC TS 27560 and the words of the Data
 * Privacy Vocabulary (E3).
 *
 * @param sheet absent if the purpose is no longer declared: then only the ledger speaks
 * @param notices the wordings that the acts name, oldest first
 * @param retention how long a silent person's data are kept, the only end of a consent (E7)
 * @param provenance where the person's data come from, if known (A17)
 */
record ConsentRecord(
    CurrentConsent consent,
    ConsentSubject subject,
    Optional<PurposeSheet> sheet,
    List<RecordedAct> acts,
    List<PublishedNotice> notices,
    String retention,
    Optional<Provenance> provenance) {
  static final Map<String, String> CONTEXT = Map.of(
      "dct", "http://purl.org/dc/terms/",
      "dpv", "https://w3id.org/dpv#",
      "dpv-27560", "https://w3id.org/dpv/schema/dpv-27560#",
      "eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#",
      "loc", "https://w3id.org/dpv/loc#",
      "pd", "https://w3id.org/dpv/pd#",
      "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
      "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
      "schema", "https://schema.org/",
      "skos", "http://www.w3.org/2004/02/skos/core#");

  private static final String ID = "dpv:hasIdentifier";
  private static final String TYPE = "@type";
  private static final String LABEL = "skos:prefLabel";

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("@context", CONTEXT);
    if (isOfConsent()) {
      json.put(TYPE, List.of("dpv:ConsentRecord"));
      json.put("dct:conformsTo", "dpv-27560:record-2");
    } else {
      json.put(TYPE, List.of("dpv:DataProcessingRecord"));
    }
    json.put(ID, id("record", consent.key().channel() + "/" + consent.key().purpose()));
    json.put("dpv:hasDataSubject", Map.of(TYPE, List.of("dpv:DataSubject"), ID, principal()));
    json.put("dct:created", acts.getFirst().told().path("recordedAt").asText());
    json.put("dct:modified", acts.getLast().told().path("recordedAt").asText());
    json.put("dct:creator", controller());
    json.put("dct:language", language().tag());
    json.put("dpv:hasNotice", wordings());
    json.put("dpv:hasProcess", List.of(process()));
    json.put("dpv:hasEntity", entities());
    return json;
  }

  /** That of the words which the person read last. */
  Language language() {
    return notices.isEmpty() ? Language.FR : notices.getLast().reference().language();
  }

  private List<Object> wordings() {
    List<Object> told = new ArrayList<>();
    for (PublishedNotice notice : notices) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(TYPE, List.of("dpv:ConsentNotice"));
      one.put(
          ID,
          noticeId(
              notice.reference().key(),
              notice.reference().version(),
              notice.reference().language()));
      one.put("dct:title", notice.reference().key());
      one.put("dct:hasVersion", String.valueOf(notice.reference().version()));
      one.put("dct:language", notice.reference().language().tag());
      one.put("dct:date", notice.publishedAt().toString());
      one.put("schema:sha256", notice.reference().sha256());
      one.put("schema:text", notice.body());
      told.add(one);
    }
    sheet.ifPresent(purpose -> told.add(Map.of(
        TYPE,
        List.of("dpv:PrivacyNotice"),
        ID,
        named("policy " + purpose.controller().policyUrl()),
        "dpv:hasLocation",
        purpose.controller().policyUrl().toString())));
    return told;
  }

  private Map<String, Object> process() {
    Map<String, Object> process = new LinkedHashMap<>();
    process.put(TYPE, "dpv:Process");
    process.put("dpv:hasPurpose", List.of(purpose()));
    process.put(
        "dpv:hasPersonalData",
        List.of(
            switch (consent.key().channel()) {
              case EMAIL -> "pd:EmailAddress";
              case SMS, PHONE -> "pd:TelephoneNumber";
              case POST -> "pd:PhysicalAddress";
            }));
    process.put("dpv:hasProcessing", List.of("dpv:Collect", "dpv:Store", "dpv:Use"));
    process.put("dpv:hasDataController", List.of(controller()));
    process.put("dpv:hasDataSource", List.of(source()));
    sheet.ifPresent(purpose -> putDeclared(process, purpose));
    process.put("dpv:hasLegalBasis", basis(consent.basis()));
    Map<Boolean, List<Map<String, Object>>> statuses = acts.reversed().stream()
        .collect(partitioningBy(RecordedAct::isOfConsent, mapping(this::status, toList())));
    putAny(process, "dpv:hasConsentStatus", statuses.getOrDefault(true, List.of()));
    putAny(process, "dpv:hasStatus", statuses.getOrDefault(false, List.of()));
    return process;
  }

  private static void putAny(Map<String, Object> json, String name, List<?> values) {
    if (!values.isEmpty()) {
      json.put(name, values);
    }
  }

  private Map<String, Object> purpose() {
    Map<String, Object> purpose = new LinkedHashMap<>();
    purpose.put(TYPE, List.of("dpv:Purpose"));
    purpose.put(ID, named("purpose " + consent.key().purpose()));
    purpose.put("dct:identifier", consent.key().purpose().id());
    sheet
        .filter(one -> one.kind() == PurposeKind.LETTER)
        .ifPresent(_ -> purpose.put("skos:broader", "dpv:DirectMarketing"));
    purpose.put(
        LABEL,
        sheet
            .map(one -> one.text(language()).name())
            .orElse(consent.key().purpose().id()));
    sheet.ifPresent(one -> purpose.put("skos:definition", one.text(language()).description()));
    return purpose;
  }

  private void putDeclared(Map<String, Object> process, PurposeSheet purpose) {
    NoticeText notice = NoticeText.of(purpose, language());
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
                notice.retention())));
    process.put("dpv:hasJurisdiction", "loc:" + purpose.controller().jurisdiction());
    process.put("dpv:hasRecipient", List.of(controller(), recipients()));
    if (isOfConsent()) {
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
    status.put(ID, id("event", String.valueOf(act.eventId())));
    status.put("dct:identifier", String.valueOf(act.eventId()));
    status.put("dpv:isIndicatedAtTime", act.occurredAt().toString());
    status.put("dct:dateSubmitted", act.told().path("recordedAt").asText());
    status.put("dpv:isIndicatedBy", act.isThePersons() ? principal() : controller());
    status.put("dpv:isExercisedAt", act.place());
    status.put("dpv:hasDuration", duration());
    JsonNode notice = act.told().path("notice");
    Language.of(notice.path("language").asText())
        .ifPresent(language -> status.put(
            "dpv:hasNotice",
            noticeId(notice.path("key").asText(), notice.path("version").asInt(), language)));
    return status;
  }

  /** Another basis than consent needs none, and its record is none of consent (A9). */
  private boolean isOfConsent() {
    return acts.stream().anyMatch(RecordedAct::isOfConsent);
  }

  /** Where nothing says it, what an import brought comes from the controller, and the rest from the person. */
  private Object source() {
    return provenance
        .map(from -> switch (from.type()) {
          case OWN_FORM, SALE -> "dpv:DataSubjectDataSource";
          case THIRD_PARTY -> elsewhere("dpv:ThirdPartyDataSource", from);
          case PUBLIC_WEB -> elsewhere("dpv:PublicDataSource", from);
        })
        .orElseGet(() -> acts.getFirst().opened().containsKey("importRun")
            ? "dpv:DataControllerDataSource"
            : "dpv:DataSubjectDataSource");
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
    return Map.of(TYPE, List.of("dpv:TemporalDuration"), "rdf:value", retention);
  }

  private Map<String, Object> entities() {
    Map<String, Object> entities = new LinkedHashMap<>();
    entities.put(principal(), Map.of(TYPE, List.of("dpv:DataSubject"), ID, principal()));
    Map<String, Object> controller = new LinkedHashMap<>();
    controller.put(TYPE, List.of("dpv:Organisation", "dpv:DataController"));
    controller.put(ID, controller());
    controller.put("dpv:hasName", controllerName());
    sheet.ifPresent(purpose -> {
      controller.put("dpv:hasAddress", purpose.controller().postalAddress());
      controller.put(
          "dpv:hasContact", "mailto:" + purpose.controller().contactAddress().forSending());
      entities.put(
          recipients(),
          Map.of(
              TYPE,
              List.of("dpv:Entity"),
              ID,
              recipients(),
              "rdfs:subClassOf",
              List.of("dpv:Recipient"),
              LABEL,
              NoticeText.of(purpose, language()).recipients()));
    });
    entities.put(controller(), controller);
    return entities;
  }

  private String controllerName() {
    return sheet
        .map(purpose -> purpose.controller().name())
        .orElse(acts.getLast().told().path("controller").asText());
  }

  private String controller() {
    return named("controller " + controllerName());
  }

  private String recipients() {
    return named("recipients of " + consent.key().purpose());
  }

  /** The random name, which says nothing of the person (E9). */
  String principal() {
    ByteBuffer bytes = ByteBuffer.wrap(subject.reference());
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  private String id(String kind, String name) {
    return named(kind + " " + principal() + " " + name);
  }

  private static String noticeId(String key, int version, Language language) {
    return named("notice " + key + " " + version + " " + language.tag());
  }

  /** The same thing has the same identifier in every export. */
  static String named(String thing) {
    return UUID.nameUUIDFromBytes(("reveil " + thing).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
