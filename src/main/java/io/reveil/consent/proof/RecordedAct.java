package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Basis;
import io.reveil.consent.Grade;
import io.reveil.consent.ledger.ConsentAct;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An act as the ledger tells it, with the values behind its commitments.
 *
 * @param before what the purpose rested on until then
 */
record RecordedAct(long eventId, JsonNode told, SortedMap<String, String> opened, Basis before) {
  private static final String REASON = "reason";
  private static final String IMPORT = "importRun";

  /** Without those values, but for the reason: it is the controller's sentence, for the person to read (E5). */
  RecordedAct closed() {
    SortedMap<String, String> kept = new TreeMap<>(opened);
    kept.keySet().retainAll(Set.of(REASON));
    return new RecordedAct(eventId, told, kept, before);
  }

  ConsentAct kind() {
    return ConsentAct.valueOf(told.path("act").asText());
  }

  Instant occurredAt() {
    return Instant.parse(told.path("occurredAt").asText());
  }

  Instant recordedAt() {
    return Instant.parse(told.path("recordedAt").asText());
  }

  /** Whether the person did it; otherwise the controller did, which also asks when anybody may have typed the address. */
  boolean isThePersons() {
    return switch (kind()) {
      case RECONFIRMED, REFUSED, WITHDRAWN -> true;
      case GRANTED -> !told.path("grade").asText().equals(Grade.DECLARED.name());
      case REQUESTED, DOI_SENT, EXPIRED, INVALIDATED, BASIS_SET -> false;
    };
  }

  /** The page it was done on, or whatever else says where it came from. */
  String place() {
    return Stream.of(
            "page", "door", "means", "source", "contract", "rule", "messageId", "requestId", IMPORT)
        .flatMap(name -> Optional.ofNullable(opened.get(name)).stream())
        .findFirst()
        .orElse(kind().name());
  }

  /** Whether an import brought it; the name of a commitment says so even where its value is closed. */
  boolean isImported() {
    return told.path("commitments").has(IMPORT);
  }

  /** Why the controller did it, where the act needs a reason. */
  Optional<String> reason() {
    return Optional.ofNullable(opened.get(REASON));
  }

  Basis basis() {
    return Basis.valueOf(told.path("basis").asText());
  }

  /** Its name in a receipt: the act, or what it showed or ended where that is no consent. */
  String name() {
    return switch (kind()) {
      case BASIS_SET ->
        basis() != Basis.NONE
            ? basis().name()
            : isInterest(before) ? "BASIS_LOST" : kind().name();
      case WITHDRAWN -> isInterest(before) ? "OBJECTED" : kind().name();
      case REQUESTED, DOI_SENT, GRANTED, RECONFIRMED, REFUSED, EXPIRED, INVALIDATED ->
        kind().name();
    };
  }

  /** In the words of the Data Privacy Vocabulary: of a consent, a legitimate interest or a contract. */
  List<String> status() {
    return switch (kind()) {
      case REQUESTED, DOI_SENT -> List.of("dpv:ConsentRequested");
      case GRANTED -> List.of("dpv:ConsentGiven", "dpv:ExpressedConsent");
      case RECONFIRMED ->
        before == Basis.CONSENT
            ? List.of("dpv:RenewedConsentGiven", "dpv:ExpressedConsent")
            : resting(before);
      case REFUSED -> List.of("dpv:ConsentRefused");
      case WITHDRAWN ->
        List.of(isInterest(before) ? "dpv:LegitimateInterestObjected" : "dpv:ConsentWithdrawn");
      case EXPIRED -> List.of("dpv:ConsentRequestDeferred");
      case INVALIDATED -> List.of(invalidated(before));
      case BASIS_SET ->
        basis() == Basis.NONE && isInterest(before)
            ? List.of("dpv:LegitimateInterestStatus")
            : resting(basis());
    };
  }

  /** The vocabulary has a word of its own for a consent only. */
  private static String invalidated(Basis basis) {
    return switch (basis) {
      case CUSTOMER_SOFT_OPT_IN, PROFESSIONAL_LEGITIMATE_INTEREST -> "dpv:LegitimateInterestStatus";
      case TRANSACTIONAL -> "dpv:ContractStatus";
      case CONSENT, NONE -> "dpv:ConsentInvalidated";
    };
  }

  private static List<String> resting(Basis basis) {
    return switch (basis) {
      case CUSTOMER_SOFT_OPT_IN, PROFESSIONAL_LEGITIMATE_INTEREST ->
        List.of("dpv:LegitimateInterestInformed", "dpv:LegitimateInterestNotObjected");
      case TRANSACTIONAL -> List.of("dpv:ContractActive");
      case CONSENT, NONE -> List.of("dpv:ConsentUnknown");
    };
  }

  /** Whether it speaks of consent, rather than of what else writing may rest on (A9). */
  boolean isOfConsent() {
    return switch (kind()) {
      case REQUESTED, DOI_SENT, GRANTED, REFUSED, EXPIRED -> true;
      case RECONFIRMED, INVALIDATED -> !isOther(before);
      case WITHDRAWN -> !isInterest(before);
      case BASIS_SET -> !isOther(basis()) && !(basis() == Basis.NONE && isInterest(before));
    };
  }

  private static boolean isOther(Basis basis) {
    return basis == Basis.TRANSACTIONAL || isInterest(basis);
  }

  private static boolean isInterest(Basis basis) {
    return basis == Basis.CUSTOMER_SOFT_OPT_IN || basis == Basis.PROFESSIONAL_LEGITIMATE_INTEREST;
  }
}
