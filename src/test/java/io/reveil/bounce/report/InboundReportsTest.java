package io.reveil.bounce.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contact;
import io.reveil.delivery.guard.SentMails;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back is acted upon, once (A21, B13, B15, B22, B23). The mails are those of {@code src/docs/bounces.md}. */
@Tag("sql")
class InboundReportsTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "inbound"));

  private static final String PLACEHOLDER = "aeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqc";
  private static final Purpose NEWSLETTER = new Purpose("newsletter");
  private static final Purpose PARTNERS = new Purpose("partner_offers");
  private static final Duration SETTLE = Duration.ofMinutes(15);

  private static int people;

  private final SentMails mails = new SentMails(rig);
  private final InboundReports reports = rig.bean(InboundReports.class);
  private final MailReports reading = rig.bean(MailReports.class);

  private ContactId ada;
  private SentMails.Mail sent;

  @BeforeEach
  void adaWasWrittenTo() {
    ada = mails.people("ada" + ++people + "-", "there.example", 1).getFirst();
    rig.database()
        .write(() -> rig.bean(ConsentLedger.class)
            .declare(Stream.of(NEWSLETTER, PARTNERS)
                .map(purpose -> new Declaration(
                    key(purpose),
                    new Evidence.Declared(
                        Instant.parse("2025-01-01T00:00:00Z"),
                        mails.contact(ada).email(),
                        "shop",
                        "I agree.",
                        1)))
                .toList()));
    sent = mails.send(List.of(ada)).getFirst();
    rig.clock().tick(Duration.ofHours(1));
  }

  private ConsentKey key(Purpose purpose) {
    return new ConsentKey(ada, Channel.EMAIL, purpose);
  }

  private Report report(String file, SentMails.Mail about) {
    String token = rig.bean(MailTokens.class).issue(new SentMail(about.contact(), about.id()));
    try {
      String mail = Files.readString(
          Path.of("src/test/resources/bounce", file + ".eml"), StandardCharsets.ISO_8859_1);
      return reading
          .read(
              mail.replace(PLACEHOLDER, token).getBytes(StandardCharsets.ISO_8859_1),
              rig.clock().instant())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Taken take(String file) {
    return reports.take(report(file, sent));
  }

  private void settle() {
    rig.clock().tick(SETTLE);
    mails.guard();
  }

  private Optional<String> fact(String column) {
    return rig.database()
        .first(
            "SELECT bounce_class, bounced_at, arrived_at, unsubscribed_at, complained_at FROM message WHERE contact_id = ? AND message_id = ?",
            row -> Optional.ofNullable(row.getString(column)),
            ada.value(),
            sent.id())
        .orElseThrow();
  }

  private long counted(String outcome) {
    return rig.database()
        .first(
            "SELECT SUM(reports) FROM inbound_count WHERE outcome = ?",
            row -> row.getLong(1),
            outcome)
        .orElse(0L);
  }

  private Standing standing() {
    return Optional.ofNullable(
            rig.bean(Activities.class).standings(List.of(ada)).get(ada))
        .orElseThrow();
  }

  @Test
  void anAddressThatIsGoneIsMarkedOnceTheReportsHaveSettled() {
    assertThat(take("postfix-unknown")).isEqualTo(Taken.NEW);
    assertThat(fact("bounce_class")).hasValue("HARD");
    sent = mails.send(List.of(ada)).getFirst();
    assertThat(take("gmail-unknown")).isEqualTo(Taken.NEW);
    assertThat(mails.marked(List.of(ada))).isZero();

    settle();

    assertThat(mails.marked(List.of(ada))).isOne();
    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.GRANTED);
  }

  private ConsentState consent(Purpose purpose) {
    return rig.bean(Permissions.class)
        .find(key(purpose))
        .map(CurrentConsent::state)
        .orElseThrow();
  }

  @Test
  void aReportReadTwiceCountsOnce() {
    long before = counted("BOUNCED");

    assertThat(take("postfix-unknown")).isEqualTo(Taken.NEW);
    assertThat(take("postfix-unknown")).isEqualTo(Taken.REPEATED);

    assertThat(counted("BOUNCED")).isEqualTo(before + 1);
    settle();
    assertThat(mails.marked(List.of(ada))).isZero();
  }

  /** Two nodes, two connections: the one waits for the other. */
  @Test
  void ofTwoWhoTakeAReportAtOnceOneActs() {
    Report report = report("postfix-unknown", sent);
    CyclicBarrier start = new CyclicBarrier(2);
    List<CompletableFuture<Taken>> both = Stream.of(1, 2)
        .map(_ -> CompletableFuture.supplyAsync(() -> {
          try {
            start.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return reports.take(report);
        }))
        .toList();

    assertThat(both.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(Taken.NEW, Taken.REPEATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outlook-515", "yahoo-tss04", "postfix-too-large"})
  void whatIsOurFaultNeverCountsAgainstThePerson(String file) {
    take(file);
    sent = mails.send(List.of(ada)).getFirst();
    take(file);

    settle();

    assertThat(fact("bounced_at")).isPresent();
    assertThat(rig.count("pending_mark")).isZero();
    assertThat(mails.marked(List.of(ada))).isZero();
  }

  private void full() {
    sent = mails.send(List.of(ada)).getFirst();
    take("gmail-full");
    settle();
  }

  /** B23: five failures over twenty days, and between the last two a mail of which its server says that it arrived. */
  @Test
  void aReportedDeliveryEndsTheRowOfFailures() {
    for (int times = 0; times < 4; times++) {
      full();
      rig.clock().tick(Duration.ofDays(5));
    }
    sent = mails.send(List.of(ada)).getFirst();
    assertThat(take("postfix-delivered")).isEqualTo(Taken.NEW);
    rig.clock().tick(Duration.ofDays(3));

    full();

    assertThat(mails.marked(List.of(ada))).isZero();
  }

  /** A mail that was in doubt arrived, if its server says so. */
  @Test
  void aReportSettlesNothingAndIsBelievedOfAMailInDoubt() {
    rig.database().update("UPDATE message SET state = 'UNKNOWN' WHERE message_id = ?", sent.id());

    take("postfix-delivered");

    assertThat(fact("arrived_at")).isPresent();
  }

  /** B13, B22: still being tried, away, prove that you are human: neither a bounce nor a sign of life. */
  @ParameterizedTest
  @ValueSource(
      strings = {"gmail-delay", "exim-warning", "auto-fr", "auto-de", "challenge-en", "postfix-two"
      })
  void whatIsNoFailureAndNoAnswerChangesNothing(String file) {
    assertThat(take(file)).isEqualTo(Taken.NEW);
    settle();

    assertThat(fact("bounced_at")).isEmpty();
    assertThat(standing().lastSignKind()).isEmpty();
    assertThat(mails.marked(List.of(ada))).isZero();
  }

  /** B13: “I have left” may go on with “remove me”. */
  @ParameterizedTest
  @ValueSource(strings = {"left-fr", "received-fr", "ticket-en"})
  void whatOnlySoundsLikeAMachineIsNoSignOfLifeAndReadByAPerson(String file) {
    assertThat(take(file)).isEqualTo(Taken.NEW);

    assertThat(report(file, sent).isForPeople()).isTrue();
    assertThat(report("auto-fr", sent).isForPeople()).isFalse();
    assertThat(standing().lastSignKind()).isEmpty();
  }

  /** B15: all purposes, each with evidence of its own, also if the report hides who complains. */
  @ParameterizedTest
  @ValueSource(strings = {"yahoo-arf", "ses-arf", "outlook-jmrp"})
  void aComplaintWithdrawsEverything(String file) {
    assertThat(take(file)).isEqualTo(Taken.NEW);

    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(consent(PARTNERS)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(bans()).containsExactly(SuppressionReason.COMPLAINT);
    assertThat(fact("complained_at")).isPresent();
    assertThat(standing().lastSignKind()).isEmpty();
    assertThat(rig.database().list("""
            SELECT event_id
              FROM consent_opening
             WHERE contact_id = ?
               AND name = 'means'
               AND opened = 'COMPLAINT'
            """, row -> row.getLong(1), ada.value())).hasSize(2);
  }

  private Set<SuppressionReason> bans() {
    Contact contact = mails.contact(ada);
    DigestTrail address = rig.bean(AddressDigests.class).of(contact.email().orElseThrow());
    return rig.bean(Suppressions.class).list(List.of(address)).getOrDefault(address, Set.of());
  }

  /** B5: said to the service that sends our mail, which does not tell what was left: everything, with evidence. */
  @Test
  void whoLeavesElsewhereLeavesEverything() {
    Report report = report("yahoo-arf", sent);
    reports.take(new Report(
        Source.BREVO, report.key(), report.about(), new Said.Unsubscribed(), report.at()));

    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(consent(PARTNERS)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(bans()).containsExactly(SuppressionReason.OBJECTION);
    assertThat(fact("unsubscribed_at")).isPresent();
    assertThat(fact("complained_at")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-spam-arf", "auth-failure-arf"})
  void aReportThatObjectsToNothingWithdrawsNothing(String file) {
    take(file);

    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.GRANTED);
    assertThat(bans()).isEmpty();
  }

  /** Who calls a mail spam that somebody asked for in their name gets no other (B11). */
  @Test
  void aComplaintAboutAMailThatWasAskedForSaysThatItWasSomebodyElse() {
    rig.database()
        .update("UPDATE message SET wave_id = NULL, kind = 'DOI' WHERE message_id = ?", sent.id());

    take("yahoo-arf");

    assertThat(bans()).containsExactly(SuppressionReason.COMPLAINT, SuppressionReason.NOT_ME);
  }

  /** A43: whoever reads a mailbox that is yet to be confirmed does not speak for the contact. */
  @ParameterizedTest
  @ValueSource(strings = {"yahoo-arf", "reply-fr"})
  void whatComesFromAMailboxYetToBeConfirmedSaysNothingOfTheContact(String file) {
    rig.database().update("UPDATE message SET kind = 'MOVE' WHERE message_id = ?", sent.id());

    take(file);

    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.GRANTED);
    assertThat(standing().lastSignKind()).isEmpty();
  }

  /** A21: a person answered, so the mailbox lives. */
  @Test
  void anAnswerIsASignOfLife() {
    rig.database()
        .update(
            "UPDATE contact SET hard_bounces = 2, undeliverable_at = ? WHERE contact_id = ?",
            rig.clock().instant(),
            ada.value());

    assertThat(take("reply-fr")).isEqualTo(Taken.NEW);

    assertThat(standing().lastSignKind()).hasValue("REPLIED");
    assertThat(mails.marked(List.of(ada))).isZero();
  }

  /** A21, A43: whoever holds the former mailbox today answers, and speaks for nobody. */
  @Test
  void anAnswerFromAFormerMailboxSaysNothing() {
    rig.database()
        .update(
            "UPDATE contact SET moved_at = ?, hard_bounces = 2, undeliverable_at = ? WHERE contact_id = ?",
            rig.clock().instant().plus(Duration.ofSeconds(1)),
            rig.clock().instant(),
            ada.value());

    assertThat(take("reply-fr")).isEqualTo(Taken.NEW);

    assertThat(standing().lastSignKind()).isEmpty();
    assertThat(mails.marked(List.of(ada))).isOne();
  }

  /** A12: whoever never confirmed is in no figure. */
  @Test
  void anAnswerOfSomebodyWhoNeverConfirmedSaysNothing() {
    rig.database().update("UPDATE contact SET state = 'PENDING' WHERE contact_id = ?", ada.value());

    take("reply-fr");

    assertThat(standing().lastSignKind()).isEmpty();
  }

  /** B22: only what carries a tag of ours counts. */
  @ParameterizedTest
  @ValueSource(strings = {"postfix-unknown", "yahoo-arf", "reply-fr"})
  void aForgedReportIsCountedAndChangesNothing(String file) {
    long before = counted("UNKNOWN");
    Report forged = report(file, sent);
    Report unknown =
        new Report(forged.source(), forged.key(), Optional.empty(), forged.said(), forged.at());
    Report ofNobody = report(file, new SentMails.Mail(ada, sent.id() + 1));

    assertThat(reports.take(unknown)).isEqualTo(Taken.UNKNOWN);
    assertThat(reports.take(ofNobody)).isEqualTo(Taken.UNKNOWN);

    assertThat(counted("UNKNOWN")).isEqualTo(before + 2);
    assertThat(fact("bounced_at")).isEmpty();
    assertThat(consent(NEWSLETTER)).isEqualTo(ConsentState.GRANTED);
    assertThat(standing().lastSignKind()).isEmpty();
  }

  @Test
  void whatIsStoredOfAPersonIsToldAndErased() {
    take("postfix-unknown");
    PersonalData data = rig.bean(PersonalData.class, "ReportData");
    Subject subject = new Subject(Optional.of(ada), mails.contact(ada).email());

    assertThat(data.export(subject).toString())
        .contains("kind=BOUNCED", "reply_class=HARD", "code=5.1.1")
        .doesNotContain("@");
    assertThat(data.erase(subject)).isOne();
    assertThat(data.erase(subject)).isZero();
  }

  @Test
  void whatServersSaidIsForgottenAfterNinetyDays() {
    rig.database().update("DELETE FROM inbound_report");
    take("postfix-unknown");
    rig.clock().tick(Duration.ofDays(91));

    rig.bean(Recurring.class, "ReportSweep").round();

    assertThat(rig.count("inbound_report")).isZero();
    assertThat(fact("bounce_class")).hasValue("HARD");
  }
}
