package io.reveil.subscription.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.contact.Provenance;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who says that a confirmation was not theirs gets back what was before it, also under a later one (B11). */
class FormerStateTest {
  private static final LocalDate LONG_AGO = LocalDate.of(2023, 5, 1);
  private static final LocalDate AT_THE_FIRST = LocalDate.of(2026, 11, 1);

  private static final Provenance SHOP =
      new Provenance(Provenance.Type.THIRD_PARTY, Optional.of("shop"), Optional.of(Instant.EPOCH));

  private static final Optional<EmailAddress> FORMER = EmailAddress.parse("former@example.org");
  private static final Optional<EmailAddress> BETWEEN = EmailAddress.parse("between@example.org");

  /** What the first confirmation changed of somebody who was silent, banned, and known from a shop. */
  private static final FormerState FIRST = new FormerState(
      false,
      true,
      Optional.of(SHOP),
      LONG_AGO,
      4,
      FORMER,
      Map.of("first_name", "Ada", "city", ""),
      List.of(ban(SuppressionReason.OBJECTION, "before the first")));

  /** What a second one changed, which had the first before it. */
  private static final FormerState SECOND = new FormerState(
      false,
      false,
      Optional.empty(),
      AT_THE_FIRST,
      2,
      BETWEEN,
      Map.of("first_name", "Bob", "company", ""),
      List.of(
          ban(SuppressionReason.OBJECTION, "between"), ban(SuppressionReason.BOUNCE, "between")));

  private final FormerState both = FIRST.under(SECOND);

  @Test
  void theSilenceReachesBackToBeforeTheFirstWithAllLettersThatWentIntoIt() {
    assertThat(both.silentSince()).isEqualTo(LONG_AGO);
    assertThat(both.exposures()).isEqualTo(6);
  }

  @Test
  void whereTheDataWereFromAndWhereLettersWentIsAsBeforeTheFirst() {
    assertThat(both.becameSource()).isTrue();
    assertThat(both.source()).contains(SHOP);
    assertThat(both.left()).isEqualTo(FORMER);
  }

  @Test
  void whatOnlyTheSecondChangedIsKeptFromIt() {
    FormerState plain = new FormerState(
        true, false, Optional.empty(), LONG_AGO, 0, Optional.empty(), Map.of(), List.of());

    assertThat(plain.under(SECOND))
        .isEqualTo(new FormerState(
            true, false, Optional.empty(), LONG_AGO, 2, BETWEEN, SECOND.filled(), SECOND.bans()));
    assertThat(plain.under(FIRST).source()).contains(SHOP);
  }

  /** A newcomer by the second was one already by the first, since nobody is new twice. */
  @Test
  void whetherNothingWasKnownIsAsBeforeTheFirst() {
    assertThat(both.newcomer()).isFalse();
  }

  @Test
  void aBanThatBothLiftedStandsAsBeforeTheFirst() {
    assertThat(both.bans())
        .containsExactly(
            ban(SuppressionReason.OBJECTION, "before the first"),
            ban(SuppressionReason.BOUNCE, "between"));
  }

  @Test
  void gapsThatEitherFilledAreGapsAndTheFirstSaysHow() {
    assertThat(both.filled())
        .containsExactlyInAnyOrderEntriesOf(Map.of("first_name", "Ada", "city", "", "company", ""));
  }

  private static Ban ban(SuppressionReason reason, String source) {
    AddressDigest digest = new AddressDigest(new byte[AddressDigest.LENGTH], 1);
    return new Ban(
        new DigestTrail(List.of(List.of(digest))),
        reason,
        Optional.of(Instant.EPOCH),
        Optional.of(source));
  }
}
