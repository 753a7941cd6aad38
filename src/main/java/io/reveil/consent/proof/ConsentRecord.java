package io.reveil.consent.proof;

import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentSubject;
import io.reveil.consent.wording.NoticeText;
import io.reveil.consent.wording.PublishedNotice;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Provenance;
import io.reveil.contact.field.DeclaredField;
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
 * @param fields what else is held of people for this purpose, as {@code config/fields.yml} declares it (A4)
 */
record ConsentRecord(
    CurrentConsent consent,
    ConsentSubject subject,
    Optional<PurposeSheet> sheet,
    List<RecordedAct> acts,
    List<PublishedNotice> notices,
    String retention,
    Optional<Provenance> provenance,
    List<DeclaredField> fields) {
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

  static final String ID = "dpv:hasIdentifier";
  static final String TYPE = "@type";
  static final String LABEL = "skos:prefLabel";

  /** Without the values behind the commitments of its acts, but for the controller's reasons. */
  ConsentRecord closed() {
    return new ConsentRecord(
        consent,
        subject,
        sheet,
        acts.stream().map(RecordedAct::closed).toList(),
        notices,
        retention,
        provenance,
        fields);
  }

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
    json.put("dpv:hasProcess", List.of(new ConsentProcess(this).json()));
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

  /** Another basis than consent needs none, and its record is none of consent (A9). */
  boolean isOfConsent() {
    return acts.stream().anyMatch(RecordedAct::isOfConsent);
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

  String controller() {
    return named("controller " + controllerName());
  }

  String recipients() {
    return named("recipients of " + consent.key().purpose());
  }

  /** The random name, which says nothing of the person (E9). */
  String principal() {
    ByteBuffer bytes = ByteBuffer.wrap(subject.reference());
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  String id(String kind, String name) {
    return named(kind + " " + principal() + " " + name);
  }

  static String noticeId(String key, int version, Language language) {
    return named("notice " + key + " " + version + " " + language.tag());
  }

  /** The same thing has the same identifier in every export. */
  static String named(String thing) {
    return UUID.nameUUIDFromBytes(("reveil " + thing).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
