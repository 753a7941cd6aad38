package io.reveil.campaign.wave;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.sequence.Enrolments;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.Returns;
import io.reveil.delivery.Settled;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A base to write to, made through the doors that imports use, and the steps of a wave, taken by the test. */
public final class Base {
  public static final Purpose NEWSLETTER = new Purpose("newsletter");
  private static final Instant LONG_AGO = Instant.parse("2025-09-01T10:00:00Z");
  private static int people;
  private static int signals;

  private final Rig rig;

  public Base(Rig rig) {
    this.rig = rig;
  }

  /** Somebody who agreed to the letter, bought 14 months ago and was silent since. */
  public ContactId silent() {
    ContactId contact = known();
    consent(
        contact,
        new Evidence.Declared(
            LONG_AGO, Optional.of(address(contact)), "shop", "I agree to the letter.", 1));
    return contact;
  }

  /** As {@link #silent}, but the consent lacks its date. */
  ContactId claimed() {
    ContactId contact = known();
    consent(contact, new Evidence.ClaimWithoutProof(LONG_AGO, "consent_at", 1));
    return contact;
  }

  /** As {@link #silent}, without any consent. */
  ContactId known() {
    int number = ++people;
    ContactRow row = new ContactRow(
        Optional.of("T" + number),
        EmailAddress.parse("person" + number + "@example.org"),
        Optional.of(number % 2 == 0 ? Language.FR : Language.EN),
        Optional.empty(),
        Optional.empty(),
        Map.of());
    return rig.database().write(() -> {
      Upserted stored = rig.bean(Contacts.class).upsert(List.of(row)).getFirst();
      ContactId contact = ((Upserted.Created) stored).contact();
      rig.bean(Activities.class).open(List.of(contact), LocalDate.of(2025, 9, 1));
      buy(contact, LONG_AGO);
      return contact;
    });
  }

  private EmailAddress address(ContactId contact) {
    return rig.bean(Contacts.class).find(contact).orElseThrow().email().orElseThrow();
  }

  private void consent(ContactId contact, Evidence.Listed evidence) {
    rig.database()
        .write(() -> rig.bean(ConsentLedger.class)
            .declare(List.of(new Declaration(key(contact), evidence))));
  }

  void buy(ContactId contact, Instant at) {
    record(contact, at, new Signal.CrmEvent("purchase", Optional.empty(), Optional.empty()));
  }

  void stay(ContactId contact) {
    record(contact, rig.clock().instant(), new Signal.Stayed(1));
  }

  void click(ContactId contact) {
    record(contact, rig.clock().instant(), new Signal.Clicked(1, false));
  }

  void choose(ContactId contact) {
    record(contact, rig.clock().instant(), new Signal.PreferencesSaved(1));
  }

  void reply(ContactId contact) {
    record(contact, rig.clock().instant(), new Signal.Replied(1));
  }

  /** Something comes back. */
  void back(Consumer<Returns> report) {
    rig.database().write(() -> report.accept(rig.bean(Returns.class, "SequenceReturns")));
  }

  private void record(ContactId contact, Instant at, Signal signal) {
    byte[] key = ByteBuffer.allocate(16).putInt(++signals).array();
    rig.database()
        .write(() -> rig.bean(Activities.class)
            .record(List.of(new ContactEvent(contact, signal, at, key, "test"))));
  }

  void withdraw(ContactId contact) {
    rig.database()
        .write(() -> rig.bean(ConsentLedger.class)
            .withdraw(
                key(contact),
                new Objection.LinkUsed(rig.clock().instant(), Objection.Means.PAGE, 1, 1)));
  }

  private static ConsentKey key(ContactId contact) {
    return new ConsentKey(contact, Channel.EMAIL, NEWSLETTER);
  }

  /** Applies a campaign of three stages, as the shipped one. */
  public void apply(String name, String holdout) {
    apply(document(name, holdout));
  }

  public void apply(String document) {
    rig.bean(CampaignVersions.class).apply(document, "test");
  }

  public static String document(String name, String holdout) {
    return """
        campaign: %s
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [INACTIVE, DORMANT] }
        holdout: %s
        stages:
          - { id: value,   after: P0D,  template: win-back/value }
          - { id: choice,  after: P10D, template: win-back/choice }
          - { id: goodbye, after: P14D, template: win-back/goodbye }
        exit_on: [STAY, PURCHASE, PREFERENCES, REPLY]
        at_end: SUNSET
        """.formatted(name, holdout);
  }

  /** Triggers a wave and plans all of it; nothing is sent. */
  public Wave run(String campaign, String key) {
    rig.bean(WaveControl.class).run(campaign, key, "test");
    plan();
    return wave(campaign, key);
  }

  /** Rounds of planning until there is nothing more to plan. */
  public void plan() {
    while (rig.bean(Planning.class).round()) {
      Thread.onSpinWait();
    }
  }

  public Wave wave(String campaign, String key) {
    return rig.bean(Waves.class).find(campaign, key).orElseThrow();
  }

  public Enrolment enrolment(ContactId contact) {
    return rig.bean(Enrolments.class).of(contact).getFirst();
  }

  List<Message> messages(ContactId contact) {
    return rig.database().list("""
            SELECT message_id
              FROM message
             WHERE contact_id = ?
             ORDER BY message_id
            """, row -> row.getLong(1), contact.value()).stream()
        .map(id -> rig.bean(SingleMails.class).find(contact, id).orElseThrow())
        .toList();
  }

  /** Tells the campaign what became of a contact's latest mail, as delivery does when it settles. */
  void settle(
      ContactId contact,
      MessageState state,
      Optional<NoMail> dropped,
      Optional<ReplyClass> replyClass) {
    Settled settled = new Settled(
        messages(contact).getLast(), state, rig.clock().instant(), dropped, replyClass, "id@test");
    rig.database()
        .write(() -> rig.bean(Outcomes.class, "SequenceOutcomes").settled(List.of(settled)));
  }

  void deliver(ContactId contact) {
    settle(contact, MessageState.SENT, Optional.empty(), Optional.empty());
  }

  /** One whole round over all enrolments. */
  void end() {
    while (rig.bean(Recurring.class, "EndingsRound").round()) {
      Thread.onSpinWait();
    }
  }

  public void tick(int days) {
    rig.clock().tick(Duration.ofDays(days));
  }
}
