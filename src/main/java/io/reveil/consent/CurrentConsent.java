package io.reveil.consent;

import io.reveil.kernel.NoMail;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the fold. {@code gap} says what is missing where the basis is NONE, also if it was found to be (E5).
 *
 * @param since when the act that decided the state occurred; in the state NONE, when anything was first recorded
 * @param eventId the event of this version
 */
public record CurrentConsent(
    ConsentKey key,
    ConsentState state,
    Basis basis,
    Optional<NoMail> gap,
    Optional<Grade> grade,
    int version,
    Instant since,
    long eventId) {

  /** Where a key stands before its first event. */
  public static CurrentConsent unrecorded(ConsentKey key) {
    return new CurrentConsent(
        key,
        ConsentState.NONE,
        Basis.NONE,
        Optional.empty(),
        Optional.empty(),
        0,
        Instant.EPOCH,
        0);
  }

  public CurrentConsent granted(Grade by, Instant at, long event) {
    return new CurrentConsent(
        key,
        ConsentState.GRANTED,
        Basis.CONSENT,
        Optional.empty(),
        Optional.of(by),
        version + 1,
        at,
        event);
  }

  /** No consent, and none needed: it rests on this (A9). */
  public CurrentConsent restedOn(Basis other, Instant at, long event) {
    return new CurrentConsent(
        key, ConsentState.NONE, other, Optional.empty(), Optional.empty(), version + 1, at, event);
  }

  /** Whether anything allows writing: a consent, or another basis. Which law still has its say, is asked elsewhere. */
  public boolean isBased() {
    return basis != Basis.NONE;
  }

  /** Whether it allows what the person can put an end to: all but what a contract or the law demands (A53). */
  public boolean isObjectable() {
    return isBased() && basis != Basis.TRANSACTIONAL;
  }

  /** Whether the person gave it here themselves. */
  public boolean isOwnAct() {
    return grade.filter(by -> by != Grade.DECLARED).isPresent();
  }

  /** Whether the person gave it here themselves, after this moment: nothing of before speaks against it (E1). */
  public boolean isGivenAfter(Instant moment) {
    return isOwnAct() && since.isAfter(moment);
  }

  /** Whether what stood was found never to have been valid, and nothing came since (E5). */
  public boolean isInvalid() {
    return gap.equals(Optional.of(NoMail.INVALIDATED));
  }

  /** To a state that rests on nothing. */
  public CurrentConsent moved(ConsentState to, Optional<NoMail> reason, Instant at, long event) {
    return new CurrentConsent(
        key, to, Basis.NONE, reason, Optional.empty(), version + 1, at, event);
  }

  /** One version on, and nothing else. */
  public CurrentConsent kept(Instant at, long event) {
    return new CurrentConsent(
        key, state, basis, gap, grade, version + 1, version == 0 ? at : since, event);
  }
}
