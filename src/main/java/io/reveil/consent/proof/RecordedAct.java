package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Grade;
import io.reveil.consent.ledger.ConsentAct;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** An act as the ledger tells it, with the values behind its commitments. */
record RecordedAct(long eventId, JsonNode told, SortedMap<String, String> opened) {
  ConsentAct kind() {
    return ConsentAct.valueOf(told.path("act").asText());
  }

  Instant occurredAt() {
    return Instant.parse(told.path("occurredAt").asText());
  }

  /** Whether the person did it; otherwise the controller did. */
  boolean isThePersons() {
    return switch (kind()) {
      case REQUESTED, RECONFIRMED, REFUSED, WITHDRAWN -> true;
      case GRANTED -> !told.path("grade").asText().equals(Grade.DECLARED.name());
      case DOI_SENT, EXPIRED, BASIS_SET -> false;
    };
  }

  /** The page it was done on, or whatever else says where it came from. */
  String place() {
    return Stream.of(
            "page", "means", "source", "contract", "rule", "messageId", "requestId", "importRun")
        .flatMap(name -> Optional.ofNullable(opened.get(name)).stream())
        .findFirst()
        .orElse(kind().name());
  }

  /** In the words of the Data Privacy Vocabulary. */
  List<String> status() {
    return switch (kind()) {
      case REQUESTED, DOI_SENT -> List.of("dpv:ConsentRequested");
      case GRANTED -> List.of("dpv:ConsentGiven", "dpv:ExpressedConsent");
      case RECONFIRMED -> List.of("dpv:RenewedConsentGiven", "dpv:ExpressedConsent");
      case REFUSED -> List.of("dpv:ConsentRefused");
      case WITHDRAWN -> List.of("dpv:ConsentWithdrawn");
      case EXPIRED -> List.of("dpv:ConsentRequestDeferred");
      case BASIS_SET -> List.of("dpv:ConsentUnknown");
    };
  }
}
