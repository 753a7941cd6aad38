package io.reveil.consent.proof;

import io.reveil.consent.Basis;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of a consent that somebody wants invalidated, in words for them.
 *
 * @param row as it stood before
 * @param since from when on it is known that it was not valid
 */
record Invalidation(CurrentConsent row, Instant since) {
  /** Whether the person gave what stands by an act of their own after it (E1). */
  boolean isGivenSince() {
    return row.isOwnAct() && row.since().isAfter(since);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("contact", row.key().contact().toString());
    json.put("purpose", row.key().purpose().id());
    json.put("channel", row.key().channel().name());
    json.put("stateBefore", row.state().name());
    json.put("basisBefore", row.basis().name());
    json.put("since", row.since().toString());
    return json;
  }

  String saysEnded() {
    boolean isConsent = row.basis() == Basis.CONSENT;
    return "It has ended: %s %s, %s on %s. Nobody is written to on it any more, nor is what is queued sent; %s."
        .formatted(
            isConsent ? "the consent to" : "the basis for",
            of(),
            how(),
            on(),
            isConsent
                ? "only the person brings it back, by an act of their own"
                : "what shows it anew, with the right evidence, brings it back");
  }

  private String how() {
    return switch (row.basis()) {
      case CONSENT -> how(row.grade().orElseThrow());
      case CUSTOMER_SOFT_OPT_IN -> "a sale";
      case PROFESSIONAL_LEGITIMATE_INTEREST -> "what a professional was told";
      case TRANSACTIONAL -> "a contract";
      case NONE -> "nothing";
    };
  }

  private static String how(Grade grade) {
    return switch (grade) {
      case DOI -> "confirmed by double opt-in";
      case PAGE -> "chosen on a page";
      case DECLARED -> "given as an import declares";
    };
  }

  String saysAlready() {
    return "Nothing was ended: %s was %s already, on %s."
        .formatted(of(), row.gap().isPresent() ? "invalidated" : "withdrawn", on());
  }

  String saysCameAfter() {
    return "Nothing was ended: what was not valid on %s has ended already, and what stands of %s came after that."
        .formatted(second(since), of());
  }

  String saysGivenSince() {
    return "Nothing was ended: %s was %s on %s, after %s; if that is not valid either, leave “since” out."
        .formatted(of(), how(), on(), second(since));
  }

  String saysNothing() {
    return switch (row.state()) {
      case REFUSED ->
        "Nothing stands that could be invalidated: %s was refused on %s.".formatted(of(), on());
      case NONE, EXPIRED, GRANTED, WITHDRAWN ->
        "Nothing stands that could be invalidated: no consent to %s, and no other basis."
            .formatted(of());
    };
  }

  String saysOvertaken() {
    return "Nothing was ended: something was recorded of %s in this very moment. See what stands now, and ask again if it is not valid either."
        .formatted(of());
  }

  private String of() {
    return "“%s” by %s".formatted(row.key().purpose(), row.key().channel());
  }

  private String on() {
    return second(row.since());
  }

  private static String second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
