package io.reveil.campaign.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.definition.Seed;
import io.reveil.campaign.sequence.Sunsets;
import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.delivery.Check;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.Returns;
import io.reveil.delivery.Verdict;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One person's way through a campaign (F3 to F6). */
@Tag("sql")
class SequenceTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static int campaigns;

  private final Base base = new Base(rig);
  private final String campaign = "way-" + ++campaigns;
  private int waves;

  private ContactId ada;

  @BeforeEach
  void adaIsWrittenTo() {
    ada = base.silent();
    base.apply(campaign, "0%");
    wave();
  }

  @AfterEach
  void leave() {
    for (String table :
        new String[] {"contact", "activity", "enrolment", "slot", "sunset", "wave", "last_open"}) {
      rig.database().update("DELETE FROM " + table);
    }
  }

  private Wave wave() {
    return base.run(campaign, campaign + "." + ++waves);
  }

  @Test
  void theNextStageWaitsForTheDeliveryOfTheOneBefore() {
    base.tick(30);
    assertThat(wave().people().planned()).isZero();

    base.deliver(ada);
    assertThat(base.enrolment(ada).dueOn()).hasValue(LocalDate.parse("2026-12-31"));
    base.tick(9);
    assertThat(wave().people().planned()).isZero();
    base.tick(1);

    assertThat(wave().people().planned()).isEqualTo(1);
    assertThat(base.messages(ada)).extracting(Message::step).containsExactly("value", "choice");
    assertThat(wave().people().planned()).as("once per stage").isZero();
  }

  /** The hour of the wave does not matter, and no day is lost or won when the clocks change on 28 March. */
  @Test
  void datesAreCountedInTheControllersDaysOverTheChangeOfClocks() {
    rig.clock().set(Instant.parse("2027-03-20T23:30:00Z"));

    base.deliver(ada);

    assertThat(base.enrolment(ada).dueOn()).hasValue(LocalDate.parse("2027-03-31"));
    rig.clock().set(Instant.parse("2027-03-30T22:00:00Z"));
    assertThat(wave().people().planned()).as("midnight in Paris").isEqualTo(1);
  }

  @Test
  void aMailInDoubtCountsAsSent() {
    base.settle(ada, MessageState.UNKNOWN, Optional.empty(), Optional.empty());

    assertThat(base.enrolment(ada).dueOn()).hasValue(LocalDate.parse("2026-12-01"));
  }

  /** (B23) */
  @ParameterizedTest
  @EnumSource
  void aRefusalAloneEndsTheStageAndNotTheWay(ReplyClass replyClass) {
    base.settle(ada, MessageState.FAILED, Optional.empty(), Optional.of(replyClass));

    Enrolment enrolment = base.enrolment(ada);
    assertThat(enrolment.state()).isEqualTo(EnrolmentState.ACTIVE);
    assertThat(enrolment.dueOn()).hasValue(LocalDate.parse("2026-12-01"));
  }

  /** (F3, B23) Once the failure is weighed, also while the next stage is on its way. */
  @Test
  void anAddressThatDoesNotExistEndsTheWay() {
    Message first = base.messages(ada).getFirst();
    base.deliver(ada);
    base.tick(10);
    wave();

    base.back(returns -> returns.bounced(mail(first)));

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.HARD_BOUNCE);
    assertThat(rig.count("slot")).isZero();
  }

  /** (F3, B15) */
  @Test
  void aComplaintEndsEveryWay() {
    base.deliver(ada);

    base.back(returns -> returns.complained(new Returns.Mail(ada, 1, "DOI", 1)));

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.COMPLAINED);
    assertThat(rig.count("slot")).isZero();
  }

  private static Returns.Mail mail(Message message) {
    return new Returns.Mail(message.contact(), message.id(), message.kind(), message.originId());
  }

  /** (F3, A21) */
  @Test
  void anAnswerByMailEndsTheWay() {
    base.deliver(ada);
    base.tick(1);
    base.reply(ada);

    base.end();

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.REPLIED);
  }

  @Test
  void aMailTheGateDroppedEndsTheWayWithItsReason() {
    base.settle(ada, MessageState.DROPPED, Optional.of(NoMail.WINDOW_ENDED), Optional.empty());

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.WINDOW_ENDED);
  }

  /** (F3) */
  @Test
  void aChangeOfPreferencesEndsTheWay() {
    base.deliver(ada);
    base.tick(1);
    base.choose(ada);

    base.end();

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.PREFERENCES);
  }

  @Test
  void aStayEndsTheWayAndFreesTheSlot() {
    base.deliver(ada);
    base.tick(1);
    base.stay(ada);

    base.end();

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.STAYED);
    assertThat(rig.count("slot")).isZero();
    base.tick(10);
    assertThat(wave().people().planned()).isZero();
  }

  /** (F3) A click that was judged to be a person's; whether it is a sign of life is another question (C4). */
  @Test
  void aClickEndsTheWayWhereTheCampaignSaysSo() {
    base.tick(1);
    base.click(ada);
    base.end();
    assertThat(base.enrolment(ada).state()).isEqualTo(EnrolmentState.ACTIVE);

    ContactId bob = base.silent();
    base.apply(clicks(campaign + "-c"));
    base.run(campaign + "-c", campaign + ".c1");
    base.tick(1);
    base.click(bob);
    base.end();

    assertThat(base.enrolment(bob).exitReason()).hasValue(ExitReason.CLICKED);
  }

  private static String clicks(String name) {
    return Base.document(name, "0%").replace("exit_on: [STAY,", "exit_on: [STAY, CLICK,")
        + "tracking: { links: IDENTIFIED }\n";
  }

  @Test
  void aPurchaseAfterEntryEndsTheWayAndOneBeforeDoesNot() {
    base.tick(1);
    base.buy(ada, Instant.parse("2026-11-20T10:00:00Z"));
    base.end();
    assertThat(base.enrolment(ada).state()).isEqualTo(EnrolmentState.ACTIVE);

    base.buy(ada, rig.clock().instant());
    base.end();

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.PURCHASED);
  }

  @Test
  void whoWithdrawsLeaves() {
    base.withdraw(ada);

    base.end();

    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.WITHDRAWN);
  }

  /** The gate sees an answer before any round over the enrolments does. */
  @Test
  void theMailOfSomebodyWhoHasJustAnsweredIsDropped() {
    Message message = base.messages(ada).getFirst();
    Check check = rig.bean(Check.class, "SequenceCheck");
    Map<Message, Basis> consented = Map.of(message, Basis.CONSENT);
    assertThat(check.judge(List.of(message), consented)).isEmpty();
    base.tick(1);
    base.stay(ada);

    assertThat(check.judge(List.of(message), consented))
        .containsEntry(message, new Verdict.Drop(NoMail.EXITED));

    base.settle(ada, MessageState.DROPPED, Optional.of(NoMail.EXITED), Optional.empty());
    assertThat(base.enrolment(ada).exitReason()).hasValue(ExitReason.STAYED);
  }

  /** (F6) */
  @Test
  void theWholeWayWithoutAnswerEndsInSunset() {
    wholeWay();

    assertThat(base.enrolment(ada).state()).isEqualTo(EnrolmentState.COMPLETED);
    assertThat(rig.count("sunset")).isEqualTo(1);
    assertThat(rig.count("slot")).isZero();
    assertThat(base.messages(ada))
        .extracting(Message::step)
        .containsExactly("value", "choice", "goodbye");
  }

  /** (F6) */
  @Test
  void whoIsInSunsetIsLeftAloneForAYearUnlessThereIsASignOfLife() {
    wholeWay();
    base.apply(campaign + "-b", "0%");

    assertThat(base.run(campaign + "-b", campaign + ".b1").people().notPlanned())
        .containsEntry("SUNSET", 1L);
    base.tick(366);
    assertThat(rig.bean(WaveControl.class)
            .plan(campaign + "-b", campaign + ".b2", "test")
            .people()
            .planned())
        .isEqualTo(1);
  }

  /** (A32, A21) The day of an open puts the quiet off for ninety days; it makes nobody active and keeps nothing longer. */
  @Test
  void whoseMailWasOpenedIsLeftAloneLater() {
    wholeWay();
    Standing before = standing();
    opened(today());

    assertThat(sunset()).isFalse();
    assertThat(standing()).isEqualTo(before);
    base.tick(90);
    assertThat(sunset()).isFalse();
    base.tick(1);
    assertThat(sunset()).isTrue();
  }

  /** (A33) */
  @Test
  void theOpenOfWhoRefusedToBeMeasuredPutsNothingOff() {
    wholeWay();
    opened(today());
    rig.bean(ConsentLedger.class)
        .withdraw(
            new ConsentKey(ada, Channel.EMAIL, new Purpose("open_tracking")),
            new Objection.LinkUsed(rig.clock().instant(), Objection.Means.PREFERENCES, 78, 1));

    assertThat(sunset()).isTrue();
  }

  private void opened(LocalDate day) {
    rig.database()
        .update("INSERT INTO last_open (contact_id, opened_on) VALUES (?, ?)", ada.value(), day);
  }

  private static LocalDate today() {
    return rig.bean(StatusRules.class).today();
  }

  private boolean sunset() {
    return rig.bean(Sunsets.class)
        .standing(new Purpose("newsletter"), List.of(ada))
        .contains(ada);
  }

  private Standing standing() {
    return Objects.requireNonNull(
        rig.bean(Activities.class).standings(List.of(ada)).get(ada));
  }

  private void wholeWay() {
    for (int days : new int[] {10, 14}) {
      base.deliver(ada);
      base.tick(days);
      wave();
    }
    base.deliver(ada);
    base.tick(6);
    base.end();
    assertThat(base.enrolment(ada).state()).isEqualTo(EnrolmentState.ACTIVE);
    base.tick(1);
    base.end();
  }

  /** (F7) */
  @Test
  void theHeldOutKeepTheSameDatesAndGetNoMailAndNoSunset() {
    base.apply(Base.document(campaign + "-h", "50%"));
    ContactId bob = base.silent();
    rig.database()
        .update("UPDATE contact SET bucket = ? WHERE contact_id = ?", heldOut(), bob.value());

    base.run(campaign + "-h", campaign + ".h1");
    assertThat(base.enrolment(bob).arm()).isEqualTo(Arm.HELD_OUT);
    assertThat(base.enrolment(bob).dueOn()).hasValue(LocalDate.parse("2026-12-01"));
    base.tick(10);
    base.run(campaign + "-h", campaign + ".h2");
    assertThat(base.enrolment(bob).dueOn()).hasValue(LocalDate.parse("2026-12-15"));
    base.tick(14);
    base.run(campaign + "-h", campaign + ".h3");
    base.tick(7);
    base.end();

    assertThat(base.enrolment(bob).state()).isEqualTo(EnrolmentState.COMPLETED);
    assertThat(base.messages(bob)).isEmpty();
    assertThat(rig.count("sunset")).isZero();
  }

  private long heldOut() {
    Campaign holdout = rig.bean(Campaigns.class).find(campaign + "-h").orElseThrow();
    Seed seed = rig.bean(CampaignVersions.class).seed(holdout);
    long bucket = 0;
    while (!seed.holdsOut(bucket, 0.5)) {
      bucket++;
    }
    return bucket;
  }

  @Test
  void anEnrolmentKeepsTheVersionItEnteredBy() {
    base.deliver(ada);
    base.apply(Base.document(campaign, "0%").replace("id: choice", "id: question"));
    base.tick(10);

    wave();

    assertThat(base.enrolment(ada).version()).isEqualTo(1);
    assertThat(base.messages(ada)).extracting(Message::step).containsExactly("value", "choice");
  }

  /** (A45) */
  @Test
  void whatIsKnownOfAPersonIsToldAndErased() {
    PersonalData data = rig.bean(PersonalData.class, "CampaignData");
    Subject subject = new Subject(Optional.of(ada), Optional.empty());

    assertThat(data.export(subject).toString()).contains(campaign).contains("ACTIVE");
    assertThat(data.erase(subject)).isEqualTo(2);
    assertThat(data.erase(subject)).isZero();
  }
}
