package io.reveil.demo.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plausible customers with thirty months of purchases, the same at every run: each person's numbers are drawn from their
 * own seed. Of 5,000, about 1,500 may be written to and have been silent for half a year.
 */
public final class Base {
  /** The story's first morning, ten past nine in Paris. */
  public static final Instant START = Instant.parse("2026-10-05T07:10:00Z");

  public static final String PURCHASE_COLUMNS = "external_id,occurred_at,type,quantity,amount_eur";

  private static final LocalDate TODAY = LocalDate.ofInstant(START, ZoneOffset.UTC);
  private static final int HISTORY_DAYS = 912;
  private static final String[] FRENCH = {
    "Camille", "Louis", "Jeanne", "Zoé", "Maël", "Inès", "Paul", "Chloé", "Noé", "Léa", "Hugo",
    "Manon", "Jules", "Aïcha"
  };
  private static final String[] ENGLISH = {
    "Anna", "John", "Grace", "Oliver", "Ruth", "Henry", "Alice", "Tom"
  };
  private static final String[] DOMAINS = {
    "gmail.example",
    "orange.example",
    "outlook.example",
    "free.example",
    "yahoo.example",
    "laposte.example"
  };

  /** How a person stands on the story's first day, as the generator made them. */
  private enum Kind {
    ACTIVE(.42, 2, 89),
    COOLING(.60, 92, 176),
    INACTIVE(.78, 184, 362),
    DORMANT(.95, 368, 880),
    NEVER_BOUGHT(1.0, 0, 0);

    private final double upTo;
    private final int leastSilence;
    private final int mostSilence;

    Kind(double upTo, int leastSilence, int mostSilence) {
      this.upTo = upTo;
      this.leastSilence = leastSilence;
      this.mostSilence = mostSilence;
    }

    static Kind at(double share) {
      for (Kind kind : values()) {
        if (share < kind.upTo) {
          return kind;
        }
      }
      return NEVER_BOUGHT;
    }
  }

  /** What shows that a person consented. */
  private enum Proof {
    FULL,
    CLAIMED,
    NONE;

    static Proof at(double share) {
      return share < .85 ? FULL : share < .94 ? CLAIMED : NONE;
    }
  }

  /** One customer of the shop. */
  public record Person(
      int number,
      String address,
      String firstName,
      String language,
      Kind kind,
      Proof proof,
      List<LocalDate> bought) {
    public String externalId() {
      return "P%05d".formatted(number);
    }

    /** Whether the first wave concerns this person: silent for 180 days or more. */
    public boolean isSilent() {
      return kind == Kind.INACTIVE || kind == Kind.DORMANT;
    }

    public boolean mayBeWrittenTo() {
      return proof == Proof.FULL;
    }

    /** Some ticked the other box too: a purpose of its own, and nobody must. */
    public boolean agreesToMeasuring() {
      return mayBeWrittenTo() && new SplittableRandom(number * 7_919L).nextDouble() < .5;
    }
  }

  private final List<Person> people;
  private final Map<String, Person> byAddress = new HashMap<>();

  private Base(List<Person> people) {
    this.people = people;
    people.forEach(person -> byAddress.put(person.address(), person));
  }

  public static Base of(int size) {
    List<Person> people = new ArrayList<>(size);
    for (int number = 1; number <= size; number++) {
      people.add(person(number));
    }
    return new Base(people);
  }

  private static Person person(int number) {
    SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
    boolean english = random.nextDouble() < .2;
    String name = pick(english ? ENGLISH : FRENCH, random);
    Kind kind = Kind.at(random.nextDouble());
    Proof proof = Proof.at(random.nextDouble());
    String address = "p%05d@%s".formatted(number, pick(DOMAINS, random));
    return new Person(
        number, address, name, english ? "en" : "fr", kind, proof, purchases(kind, random));
  }

  private static List<LocalDate> purchases(Kind kind, SplittableRandom random) {
    if (kind == Kind.NEVER_BOUGHT) {
      return List.of();
    }
    List<LocalDate> days = new ArrayList<>();
    int silence = random.nextInt(kind.leastSilence, kind.mostSilence + 1);
    while (silence < HISTORY_DAYS && days.size() < 12) {
      days.addFirst(TODAY.minusDays(silence));
      silence += random.nextInt(20, 240);
    }
    return days;
  }

  private static String pick(String[] words, SplittableRandom random) {
    return words[random.nextInt(words.length)];
  }

  public List<Person> people() {
    return people;
  }

  public Optional<Person> find(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public long silent() {
    return people.stream().filter(Person::isSilent).count();
  }

  public long silentAndWritable() {
    return people.stream()
        .filter(Person::isSilent)
        .filter(Person::mayBeWrittenTo)
        .count();
  }

  public long purchases() {
    return people.stream().mapToLong(person -> person.bought().size()).sum();
  }

  /** As a shop would export its customers. */
  public byte[] contactsCsv() {
    return contactsCsv(people);
  }

  public static byte[] contactsCsv(List<Person> people) {
    StringBuilder csv = new StringBuilder(
        "external_id,email,first_name,language,country,category,consent_purpose,consent_at,consent_source,consent_text,source_type\n");
    people.forEach(person -> csv.append(contactRow(person)).append('\n'));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String contactRow(Person person) {
    boolean english = isEnglish(person);
    String consented = consentedOn(person) + "T12:00:00Z";
    String consent = switch (person.proof()) {
      case FULL ->
        "newsletter," + consented + ",checkout form v1,"
            + (english
                ? "I want to receive the newsletter by e-mail"
                : "Je souhaite recevoir la lettre par e-mail");
      case CLAIMED -> "newsletter,,,";
      case NONE -> ",,,";
    };
    return String.join(
        ",",
        person.externalId(),
        person.address(),
        person.firstName(),
        person.language(),
        english ? "BE" : "FR",
        "customer",
        consent,
        "own_form");
  }

  public long agreeing() {
    return people.stream().filter(Person::agreesToMeasuring).count();
  }

  /** Who agreed that the links they follow are measured: the box beside that of the letter, empty unless ticked. */
  public byte[] measuringCsv() {
    StringBuilder csv = new StringBuilder(
        "external_id,email,consent_purpose,consent_at,consent_source,consent_text,source_type\n");
    people.stream()
        .filter(Person::agreesToMeasuring)
        .forEach(
            person -> csv.append(
                "%s,%s,link_tracking,%sT12:00:00Z,checkout form v1,%s,own_form%n"
                    .formatted(
                        person.externalId(),
                        person.address(),
                        consentedOn(person),
                        isEnglish(person)
                            ? "I agree that Maison Lumen measures the links I follow in its letters"
                            : "J’accepte que Maison Lumen mesure les liens que je suis dans ses lettres")));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isEnglish(Person person) {
    return person.language().equals("en");
  }

  private static LocalDate consentedOn(Person person) {
    return TODAY.minusDays(HISTORY_DAYS - person.number() % 200L);
  }

  public byte[] purchasesCsv() {
    StringBuilder csv = new StringBuilder(PURCHASE_COLUMNS).append('\n');
    for (Person person : people) {
      for (LocalDate day : person.bought()) {
        csv.append(purchaseRow(person, day.atTime(12, 0).toInstant(ZoneOffset.UTC)))
            .append('\n');
      }
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  public static String purchaseRow(Person person, Instant at) {
    return "%s,%s,purchase,1,%d.90"
        .formatted(
            person.externalId(), at.truncatedTo(ChronoUnit.SECONDS), 20 + person.number() % 60);
  }
}
