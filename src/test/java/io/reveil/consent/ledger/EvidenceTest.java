package io.reveil.consent.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.testing.TestClock;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Evidence that lacks a part of what the law wants cannot be built (A14, A15, A16). */
class EvidenceTest {
  private static final Instant AT = TestClock.START;

  @Test
  void aCustomerCouldRefuseWhenBuying() {
    refuses("refusal", () -> new Evidence.SoldTo(AT, Optional.empty(), "shop", "a lamp", " ", 1));
    refuses("sale", () -> new Evidence.SoldTo(AT, Optional.empty(), "shop", "", "a box", 1));
  }

  @Test
  void aProfessionalWasToldAndCouldRefuse() {
    refuses(
        "information",
        () -> new Evidence.ToldProfessional(AT, Optional.empty(), "fair", "", "by answering", 1));
    refuses(
        "refusal",
        () -> new Evidence.ToldProfessional(AT, Optional.empty(), "fair", "told", "", 1));
  }

  @Test
  void aServiceHasItsContract() {
    refuses("contract", () -> new Evidence.UnderContract(AT, "", 1));
  }

  /** (E5) */
  @Test
  void whoInvalidatesSaysWhyAndWhoTheyAre() {
    refuses("reason", () -> new Evidence.Invalidated(AT, " ", new Actor.Operator("dpo")));
    refuses(
        "reason", () -> new Evidence.Invalidated(AT, "x".repeat(2_001), new Actor.Operator("dpo")));
    refuses("by", () -> new Evidence.Invalidated(AT, "no box was shown", new Actor.Operator("")));
  }

  private static void refuses(String name, ThrowingCallable making) {
    assertThatThrownBy(making).isInstanceOf(Fault.class).hasMessageContaining("“" + name + "”");
  }
}
