package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentState;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.Settled;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.request.Forgetting;
import io.reveil.subscription.request.Renewals;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody is erased, and something else happens to the same address at that moment (A12, E9). */
@Tag("sql")
class ErasedMeanwhileJourneyTest {
  private static final String ADA = "ada@example.org";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A12): the erasure was first, and the sign-up is of somebody new. */
  @Test
  void aSignUpDuringAnErasureIsOfSomebodyNew() throws Exception {
    signUp();
    ContactId erased = contact().id();
    rig.clock().tick(Duration.ofDays(29));

    during(ErasedMeanwhileJourneyTest::expire, this::signUp);

    assertThat(contact().id()).isNotEqualTo(erased);
    assertThat(inTheLedger()).containsExactly(contact().id());
    assertThatTheNewestLinkConfirms();
  }

  /** (A12): the new link was asked for first, and nobody is erased who has one. */
  @Test
  void whoIsAskedAgainDuringAnErasureStays() throws Exception {
    signUp();
    ContactId asked = contact().id();
    rig.clock().tick(Duration.ofDays(29));

    during(() -> rig.bean(Renewals.class).ask(asked), () -> {
      expire();
      return true;
    });

    assertThat(contact().id()).isEqualTo(asked);
    assertThat(inTheLedger()).containsExactly(asked);
    assertThatTheNewestLinkConfirms();
  }

  /** (A12): the erasure was first, and there is nothing left to ask again. */
  @Test
  void nobodyIsAskedAgainWhoIsBeingErased() throws Exception {
    signUp();
    ContactId erased = contact().id();
    rig.clock().tick(Duration.ofDays(29));

    during(ErasedMeanwhileJourneyTest::expire, () -> {
      rig.bean(Renewals.class).ask(erased);
      return true;
    });

    assertThat(inTheLedger()).isEmpty();
    assertThat(Rows.naming(rig, ADA)).isEmpty();
    assertThat(inbox.of(ADA)).isEmpty();
  }

  /** (A12, B11): who reads it and says no before we have noted that it left is in no ledger. */
  @Test
  void aMailThatLeftIsNotRecordedOfSomebodyErased() {
    signUp();
    String link = inbox.only(ADA).link("/c/");
    ContactId erased = contact().id();
    Message mail = rig.bean(SingleMails.class).find(erased, mail(erased)).orElseThrow();
    visitor.press(visitor.open(link), "Ce n’est pas moi");
    assertThat(inTheLedger()).isEmpty();

    rig.bean(Outcomes.class, "DoiOutcomes")
        .settled(List.of(new Settled(
            mail,
            MessageState.SENT,
            rig.clock().instant(),
            Optional.empty(),
            Optional.empty(),
            "<1@lettre.example.org>")));

    assertThat(inTheLedger()).isEmpty();
    assertThat(rig.count("consent_opening")).isZero();
  }

  /** (B5, E9; GDPR art. 17): the erasure was first; the press stops all mail to the address, and makes nobody anew. */
  @Test
  void whoLeavesWhileBeingErasedIsBannedAndNotMadeAnew() throws Exception {
    Letter letter = Letter.toSubscriber(rig, ADA, 301);

    var left = during(
        () -> erase(letter.contact().id()),
        () -> visitor.post(letter.leave(), Map.of("List-Unsubscribe", "One-Click")));

    assertThat(left.status()).isEqualTo(200);
    assertThat(inTheLedger()).isEmpty();
    assertThat(rig.count("current_consent")).isZero();
    assertThat(rig.count("suppression")).isOne();
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  /** (E9; GDPR art. 17): neither does any other press on a page of theirs. */
  @ParameterizedTest
  @CsvSource({"/p/, Enregistrer", "/s/, Je reste"})
  void whoPressesAnythingWhileBeingErasedIsNotMadeAnew(String path, String button)
      throws Exception {
    Letter letter = Letter.toSubscriber(rig, ADA, 302);
    var page = visitor.open(path.equals("/p/") ? letter.choose() : letter.stay());

    during(() -> erase(letter.contact().id()), () -> visitor.press(page, button));

    assertThat(inTheLedger()).isEmpty();
    assertThat(rig.count("current_consent")).isZero();
  }

  private static void erase(ContactId person) {
    rig.bean(Contacts.class).hold(person);
    rig.bean(Forgetting.class).forgetNewcomerWithEvidence(person);
  }

  /** What the other does has to wait until the first has committed. */
  private static <T> T during(Runnable first, Callable<T> other) throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<T> begun = rig.database().write(() -> {
        first.run();
        Future<T> beside = threads.submit(other);
        assertThatThrownBy(() -> beside.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        return beside;
      });
      return begun.get();
    }
  }

  private void assertThatTheNewestLinkConfirms() {
    visitor.press(visitor.open(inbox.of(ADA).getLast().link("/c/")), "Je confirme");
    assertThat(Letter.stateOf(rig, contact().id())).isEqualTo(ConsentState.GRANTED);
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  private Visitor.Page signUp() {
    return visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", ADA, "purposes", "newsletter", "notice.newsletter", "1"));
  }

  private static void expire() {
    Recurring expiry = rig.bean(Recurring.class, "Expiry");
    while (expiry.round()) {
      // The next part.
    }
  }

  private static Contact contact() {
    return rig.bean(Contacts.class).find(EmailAddress.parse(ADA).orElseThrow()).orElseThrow();
  }

  private static long mail(ContactId contact) {
    return rig.database()
        .first(
            "SELECT doi_message_id FROM subscription_request WHERE contact_id = ?",
            row -> row.getLong(1),
            contact.value())
        .orElseThrow();
  }

  private static List<ContactId> inTheLedger() {
    return rig.database()
        .list("SELECT contact_id FROM consent_subject", row -> new ContactId(row.getLong(1)));
  }
}
