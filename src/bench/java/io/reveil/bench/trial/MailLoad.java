package io.reveil.bench.trial;

import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.campaign.sequence.Sequences;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.content.EmailTemplates;
import io.reveil.content.TemplateLinks;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.queue.Chunks;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.queue.Settling;
import io.reveil.delivery.queue.WaveQueue;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * People who do not exist, who agreed to a letter and, as a purpose of its own, to the measuring of its links; and a mail
 * to each that the relay took. All is written by the product, as an import, a wave and a lane do it.
 */
@Singleton
public class MailLoad {
  private static final int SLICE = 1_000;
  private static final int TAKEN = 250;

  private final Database database;
  private final Contacts contacts;
  private final Activities activities;
  private final StatusRules statusRules;
  private final ConsentLedger ledger;
  private final EmailTemplates templates;
  private final TemplateLinks templateLinks;
  private final WaveQueue waves;
  private final Chunks chunks;
  private final Messages messages;
  private final Settling settling;
  private final Ids ids;
  private final Clock clock;
  private final Clock machine;
  private final PurposeSheet letter;
  private final PurposeSheet measuring;

  MailLoad(
      Database database,
      Contacts contacts,
      Activities activities,
      StatusRules statusRules,
      ConsentLedger ledger,
      Purposes purposes,
      EmailTemplates templates,
      TemplateLinks templateLinks,
      WaveQueue waves,
      Chunks chunks,
      Messages messages,
      Settling settling,
      Ids ids,
      Clock clock,
      @Named("machine") Clock machine) {
    this.database = database;
    this.contacts = contacts;
    this.activities = activities;
    this.statusRules = statusRules;
    this.ledger = ledger;
    this.templates = templates;
    this.templateLinks = templateLinks;
    this.waves = waves;
    this.chunks = chunks;
    this.messages = messages;
    this.settling = settling;
    this.ids = ids;
    this.clock = clock;
    this.machine = machine;
    this.letter = sheet(purposes, PurposeKind.LETTER);
    this.measuring = sheet(purposes, PurposeKind.LINK_TRACKING);
  }

  private static PurposeSheet sheet(Purposes purposes, PurposeKind kind) {
    return purposes.all().stream()
        .filter(sheet -> sheet.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(
            "config/purposes.yml has no purpose of kind %s, which this needs.".formatted(kind)));
  }

  /** The mails of so many new people. */
  public List<SentMail> fill(int people) {
    long wave = ids.next();
    long campaign = ids.next();
    TemplateRef template = templates.current(Trial.TEMPLATE);
    for (int from = 0; from < people; from += SLICE) {
      List<EmailAddress> addresses = IntStream.range(from, Math.min(people, from + SLICE))
          .mapToObj(
              number -> EmailAddress.parse("person" + number + "@example.org").orElseThrow())
          .toList();
      database.write(() -> {
        List<ContactId> slice = meet(addresses);
        agree(slice, addresses);
        waves.queue(
            wave,
            IntStream.range(0, slice.size())
                .mapToObj(i -> mail(slice.get(i), addresses.get(i), campaign, template))
                .toList());
        send(wave);
      });
    }
    return database.list(
        "SELECT contact_id, message_id FROM message WHERE wave_id = ?",
        row -> new SentMail(new ContactId(row.getLong("contact_id")), row.getLong("message_id")),
        wave);
  }

  /** All links of each of these mails: everybody's first, then everybody's second. */
  public List<HitLink.OfPerson> links(List<SentMail> mails) {
    return templateLinks.of(templates.current(Trial.TEMPLATE)).values().stream()
        .flatMap(link -> mails.stream().map(mail -> new HitLink.OfPerson(mail, link)))
        .toList();
  }

  private List<ContactId> meet(List<EmailAddress> addresses) {
    List<ContactId> people = contacts
        .upsert(addresses.stream()
            .map(address -> new ContactRow(
                Optional.empty(),
                Optional.of(address),
                Optional.of(Language.FR),
                Optional.of("FR"),
                Optional.empty(),
                Map.of()))
            .toList())
        .stream()
        .map(Upserted.Created.class::cast)
        .map(Upserted.Created::contact)
        .toList();
    activities.open(people, statusRules.today());
    return people;
  }

  private void agree(List<ContactId> people, List<EmailAddress> addresses) {
    for (PurposeSheet sheet : List.of(letter, measuring)) {
      ledger.declare(IntStream.range(0, people.size())
          .mapToObj(i -> new Declaration(
              new ConsentKey(people.get(i), Channel.EMAIL, sheet.id()),
              new Evidence.Declared(
                  clock.instant(),
                  Optional.of(addresses.get(i)),
                  "shop 2024",
                  sheet.text(Language.FR).consent(),
                  1)))
          .toList());
    }
  }

  private WaveMail mail(
      ContactId person, EmailAddress address, long campaign, TemplateRef template) {
    return new WaveMail(
        Sequences.KIND,
        person,
        address,
        campaign,
        "value",
        letter.id(),
        template,
        Language.FR,
        Optional.empty());
  }

  private void send(long wave) {
    for (Chunks.Chunk chunk : chunks.unheld(wave, machine.instant())) {
      List<Queued> queued = messages.between(chunk.id(), 0, Long.MAX_VALUE);
      settling.settle(
          queued.stream().<Outcome>map(each -> new Outcome.Sent(each, TAKEN)).toList());
      chunks.release(chunk, queued.getLast().message().contact().value(), true);
    }
  }
}
