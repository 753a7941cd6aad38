package io.reveil.delivery.lane;

import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.content.EmailTemplates;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.Check;
import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.delivery.Settled;
import io.reveil.delivery.TestLetters;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.dkim.Signer;
import io.reveil.delivery.gate.Preparation;
import io.reveil.delivery.gate.TestGate;
import io.reveil.delivery.pace.Pace;
import io.reveil.delivery.pace.TestPace;
import io.reveil.delivery.queue.Chunks;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outbox;
import io.reveil.delivery.queue.Settling;
import io.reveil.delivery.queue.Switches;
import io.reveil.delivery.queue.TestSettling;
import io.reveil.delivery.queue.WaveCounts;
import io.reveil.delivery.queue.WaveQueue;
import io.reveil.delivery.smtp.Relays;
import io.reveil.job.Ids;
import io.reveil.job.Leases;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import io.reveil.testing.ScriptedSmtp;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Delivery as it is, on a real database, with letters of its own, a machine clock to turn and a scripted relay. */
final class Workshop {
  static final Purpose NEWSLETTER = new Purpose("newsletter");
  static final String MARKETING = "WIN_BACK";
  static final String ASKED = "DOI";

  final ScriptedSmtp smtp;
  final TestClock machine = new TestClock();
  final List<Settled> told = new ArrayList<>();
  final List<Check> checks = new ArrayList<>();
  /** Waves that paused by themselves, and why. */
  final Map<Long, String> halted = new TreeMap<>();
  /** Whose letter cannot be prepared. */
  final Set<ContactId> unpreparable = new HashSet<>();
  /** Leaves out what the template needs. */
  boolean nameless;

  final Rig rig;
  final Heartbeat heartbeat;

  private Workshop(Rig rig, ScriptedSmtp smtp) {
    this.rig = rig;
    this.smtp = smtp;
    this.heartbeat = new Heartbeat(tenure());
  }

  /** The application that goes with a scripted relay and one template, {@code test}. */
  static Rig rig(ScriptedSmtp smtp) {
    return Rig.with(Map.of(
        "reveil.files",
        templates().toString(),
        "reveil.smtp.port",
        String.valueOf(smtp.port()),
        "reveil.delivery.bounce-domain",
        "bounce.lettre.example",
        "reveil.delivery.pace.default",
        "900000/s"));
  }

  /** Anew for each test: what an earlier one left waiting would be sent in this one. */
  static Workshop open(Rig rig, ScriptedSmtp smtp) {
    smtp.reset();
    for (String table :
        List.of("chunk", "outbox", "message", "pace", "pending_mark", "provider_count")) {
      rig.database().update("DELETE FROM " + table);
    }
    return new Workshop(rig, smtp);
  }

  /** A worker of its own: another process, as far as the database can tell. */
  ChunkWork lane() {
    return new ChunkWork(
        rig.database(),
        rig.bean(Chunks.class),
        rig.bean(Messages.class),
        rig.bean(Outbox.class),
        rig.bean(Switches.class),
        preparation(),
        settling(),
        sending(),
        new Alarm(List.of((wave, because) -> halted.put(wave, because))),
        pace(),
        rig.bean(Silence.class),
        tenure(),
        heartbeat);
  }

  OutboxWork outbox() {
    return new OutboxWork(
        rig.database(),
        rig.bean(Outbox.class),
        rig.bean(Messages.class),
        kinds(),
        preparation(),
        settling(),
        sending(),
        new Alarm(List.of((wave, because) -> halted.put(wave, because))),
        pace(),
        rig.bean(Silence.class),
        tenure(),
        heartbeat,
        rig.clock());
  }

  private Tenure tenure() {
    return new Tenure(rig.bean(Leases.class), rig.bean(DeliveryConfig.class), machine);
  }

  private Pace pace() {
    return TestPace.of(rig, machine);
  }

  private Kinds kinds() {
    return TestLetters.kinds(
        new Trying(new TestLetters(MARKETING, false)), new Trying(new TestLetters(ASKED, true)));
  }

  /** Letters that a test can spoil. */
  private final class Trying implements Letters {
    private final Letters good;

    private Trying(Letters good) {
      this.good = good;
    }

    @Override
    public String kind() {
      return good.kind();
    }

    @Override
    public boolean isTransactional() {
      return good.isTransactional();
    }

    @Override
    public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
      if (group.stream().anyMatch(message -> unpreparable.contains(message.contact()))) {
        throw new IllegalStateException("no letter for one of these");
      }
      Map<Message, Letter> letters = new HashMap<>(good.write(group, contacts));
      if (nameless) {
        letters.replaceAll((_, letter) -> new Letter(
            Map.of(),
            letter.elsewhere(),
            letter.from(),
            letter.fromName(),
            letter.replyTo(),
            letter.listed(),
            letter.measure(),
            List.of()));
      }
      return letters;
    }
  }

  private Preparation preparation() {
    return TestGate.preparation(rig, kinds(), checks);
  }

  Settling settling() {
    return TestSettling.of(rig, kinds(), told);
  }

  private Sending sending() {
    return new Sending(
        TestGate.writer(rig, kinds()),
        rig.bean(Signer.class),
        rig.bean(RetrySchedule.class),
        kinds(),
        rig.clock());
  }

  Relays.Line line() {
    return rig.bean(Relays.class).line();
  }

  /** Works with one lane until it finds nothing to do. */
  void sendAll() {
    try (Relays.Line line = line()) {
      while (lane().round(line) == Worked.SOMETHING) {
        machine.tick(Duration.ofSeconds(1));
      }
      while (outbox().round(line) == Worked.SOMETHING) {
        machine.tick(Duration.ofSeconds(1));
      }
    }
  }

  /** People who agreed, by the words before their {@code @example.org}. */
  List<ContactId> people(String name, int count) {
    List<ContactRow> rows = IntStream.range(0, count)
        .mapToObj(number -> new ContactRow(
            Optional.empty(),
            Optional.of(address(name + number + "@example.org")),
            Optional.of(Language.FR),
            Optional.of("FR"),
            Optional.empty(),
            Map.of()))
        .toList();
    Contacts contacts = rig.bean(Contacts.class);
    rig.database().write(() -> contacts.upsert(rows));
    List<ContactId> people = rows.stream()
        .map(row -> contacts.find(row.email().orElseThrow()).orElseThrow().id())
        .sorted()
        .toList();
    rig.database().write(() -> {
      rig.bean(Activities.class).open(people, rig.bean(StatusRules.class).today());
      rig.bean(ConsentLedger.class)
          .declare(people.stream().map(this::declaration).toList());
    });
    return people;
  }

  private Declaration declaration(ContactId person) {
    return new Declaration(
        new ConsentKey(person, Channel.EMAIL, NEWSLETTER),
        new Evidence.Declared(
            Instant.parse("2025-01-01T00:00:00Z"),
            Optional.of(addressOf(person)),
            "shop",
            "I agree.",
            1));
  }

  EmailAddress addressOf(ContactId person) {
    return rig.bean(Contacts.class).find(person).flatMap(Contact::email).orElseThrow();
  }

  void withdraw(ContactId person) {
    rig.database()
        .write(() -> rig.bean(ConsentLedger.class)
            .withdraw(
                new ConsentKey(person, Channel.EMAIL, NEWSLETTER),
                new Objection.LinkUsed(rig.clock().instant(), Objection.Means.ONE_CLICK, 1, 1)));
  }

  /** Queues one mail to each for a new wave of a new campaign. */
  long wave(List<ContactId> people, Optional<Instant> windowEndsAt) {
    long wave = rig.bean(Ids.class).next();
    queue(wave, people, windowEndsAt);
    return wave;
  }

  void queue(long wave, List<ContactId> people, Optional<Instant> windowEndsAt) {
    TemplateRef template = template();
    rig.database()
        .write(() -> rig.bean(WaveQueue.class)
            .queue(
                wave,
                people.stream()
                    .map(person -> new WaveMail(
                        MARKETING,
                        person,
                        addressOf(person),
                        wave,
                        "value",
                        NEWSLETTER,
                        template,
                        Language.FR,
                        windowEndsAt))
                    .toList()));
  }

  WaveCounts.Counts counts(long wave) {
    return rig.bean(WaveCounts.class).of(wave);
  }

  TemplateRef template() {
    return rig.bean(EmailTemplates.class).current("test");
  }

  static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static Path templates() {
    try {
      Path files = Files.createTempDirectory(Path.of("target"), "delivery-");
      Path folder = Files.createDirectories(files.resolve("templates/email/test"));
      Files.writeString(folder.resolve("subject.fr.ftl"), "Bonjour ${name}");
      Files.writeString(folder.resolve("html.fr.ftlh"), """
          <#list links?values as link><a href="${link}">aller</a></#list>
          """);
      Files.writeString(
          folder.resolve("text.fr.ftl"), "<#list links?values as link>${link} </#list>");
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
