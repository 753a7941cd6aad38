package io.reveil.delivery.guard;

import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.campaign.sequence.Sequences;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.queue.Settling;
import io.reveil.delivery.queue.WaveQueue;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.job.Ids;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Mails that have left, as delivery leaves them behind, to people with addresses at one domain. */
public final class SentMails {
  private static final Purpose NEWSLETTER = new Purpose("newsletter");

  private final Rig rig;

  public SentMails(Rig rig) {
    this.rig = rig;
  }

  /** One of them. */
  public record Mail(ContactId contact, long id) {}

  public List<ContactId> people(String name, String domain, int count) {
    List<ContactRow> rows = IntStream.range(0, count)
        .mapToObj(number -> new ContactRow(
            Optional.empty(),
            EmailAddress.parse(name + number + "@" + domain),
            Optional.of(Language.FR),
            Optional.of("FR"),
            Optional.empty(),
            Map.of()))
        .toList();
    Contacts contacts = rig.bean(Contacts.class);
    rig.database().write(() -> contacts.upsert(rows));
    List<ContactId> people = rows.stream()
        .map(row -> contacts.find(row.email().orElseThrow()).orElseThrow().id())
        .toList();
    rig.database()
        .write(() ->
            rig.bean(Activities.class).open(people, rig.bean(StatusRules.class).today()));
    return people;
  }

  /** A mail to each, which the relay took. */
  public List<Mail> send(List<ContactId> people) {
    return settle(people, queued -> new Outcome.Sent(queued, 250));
  }

  /** A mail to each, which the relay refused for good. */
  List<Mail> refuse(List<ContactId> people, ReplyClass replyClass, String line) {
    return settle(
        people,
        queued -> new Outcome.Failed(
            queued, replyClass, SmtpReply.read(SmtpReply.Stage.RCPT, 550, line)));
  }

  private List<Mail> settle(List<ContactId> people, Function<Queued, Outcome> outcome) {
    long campaign = rig.bean(Ids.class).next();
    long wave = rig.bean(Ids.class).next();
    rig.database()
        .write(() -> rig.bean(WaveQueue.class)
            .queue(wave, people.stream().map(person -> mail(person, campaign)).toList()));
    List<Mail> mails = rig.database()
        .list(
            "SELECT contact_id, message_id FROM message WHERE wave_id = ? ORDER BY contact_id",
            row -> new Mail(new ContactId(row.getLong("contact_id")), row.getLong("message_id")),
            wave);
    List<Outcome> outcomes = new ArrayList<>();
    mails.forEach(mail -> outcomes.add(
        outcome.apply(rig.bean(Messages.class).find(mail.contact(), mail.id()).orElseThrow())));
    rig.database().write(() -> rig.bean(Settling.class).settle(outcomes));
    return mails;
  }

  private WaveMail mail(ContactId person, long campaign) {
    return new WaveMail(
        Sequences.KIND,
        person,
        contact(person).email().orElseThrow(),
        campaign,
        "value",
        NEWSLETTER,
        new TemplateRef("test", 1),
        Language.FR,
        Optional.empty());
  }

  public Contact contact(ContactId person) {
    return rig.bean(Contacts.class).find(person).orElseThrow();
  }

  /** How many of these are UNDELIVERABLE. */
  public long marked(List<ContactId> people) {
    return people.stream().filter(person -> contact(person).undeliverable()).count();
  }

  /** As long as it has something to do. */
  public void guard() {
    Recurring round = rig.bean(Recurring.class, "GuardRound");
    while (round.round()) {
      Thread.onSpinWait();
    }
  }
}
