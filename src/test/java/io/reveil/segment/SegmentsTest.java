package io.reveil.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Status;
import io.reveil.activity.StatusRules;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled statement against a plain reading of the rule, on random people and random rules. */
@Tag("sql")
class SegmentsTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", declaredFields().toString()));

  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final long SEED = Long.getLong("reveil.test.seed", 20261121);
  private static final List<String> CITIES =
      List.of("Lyon", "lyon", "Orléans", "Orleans", "O'Hare", "x' OR '1'='1", "%", "50% \\");
  private static final List<String> KINDS = List.of("purchase", "login");
  private static final List<Integer> AGES =
      List.of(0, 1, 29, 30, 31, 89, 90, 179, 180, 200, 364, 365, 366, 900, 1036, 1200);
  private static final List<Person> PEOPLE = people(new Random(SEED));

  private record Person(
      long id,
      String state,
      String language,
      Optional<String> country,
      String category,
      Map<String, String> fields,
      LocalDate silentSince,
      boolean seen,
      boolean crm,
      int exposures,
      Map<String, LocalDate> events) {}

  private static Path declaredFields() {
    try {
      Path files = Files.createTempDirectory(Path.of("target"), "segment-");
      Files.createDirectory(files.resolve("config"));
      StringBuilder text = new StringBuilder("fields:\n");
      Map.of(
              "first_name",
              "TEXT",
              "city",
              "TEXT",
              "points",
              "NUMBER",
              "born_on",
              "DATE",
              "vip",
              "BOOLEAN")
          .forEach((name, type) -> text.append("""
                %s:
                  type: %s
                  category: PREFERENCES
                  purposes: [newsletter]
                  reason: For this test.
                  label: { fr: Champ, en: Field }
                  why: { fr: Un essai., en: A trial. }
              """.formatted(name, type)));
      Files.writeString(files.resolve("config/fields.yml"), text);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Person> people(Random random) {
    List<Person> people = new ArrayList<>();
    for (long id = 1; id <= 400; id++) {
      Map<String, String> fields = new HashMap<>();
      maybe(random, CITIES).ifPresent(city -> fields.put("city", city));
      maybe(random, List.of("0", "7", "-3")).ifPresent(points -> fields.put("points", points));
      maybe(random, List.of("1990-02-28", "2000-02-29")).ifPresent(on -> fields.put("born_on", on));
      maybe(random, List.of("true", "false")).ifPresent(vip -> fields.put("vip", vip));
      Map<String, LocalDate> events = new HashMap<>();
      KINDS.forEach(
          kind -> maybe(random, AGES).ifPresent(days -> events.put(kind, TODAY.minusDays(days))));
      people.add(new Person(
          id,
          one(random, List.of("LIVE", "LIVE", "LIVE", "RESTRICTED", "PENDING", "ERASED")),
          one(random, List.of("fr", "en")),
          maybe(random, List.of("FR", "BE", "CH")),
          one(random, List.of("PROSPECT", "CUSTOMER")),
          Map.copyOf(fields),
          TODAY.minusDays(one(random, AGES)),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(5),
          Map.copyOf(events)));
    }
    return List.copyOf(people);
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static <T> Optional<T> maybe(Random random, List<T> of) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(one(random, of));
  }

  @BeforeAll
  static void store() {
    rig.bean(Segments.class);
    PEOPLE.forEach(SegmentsTest::store);
  }

  private static void store(Person person) {
    rig.database()
        .update(
            """
        INSERT INTO contact (contact_id, state, language, country, category, bucket, hard_bounces, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?)
        """,
            person.id(),
            person.state(),
            person.language(),
            person.country(),
            person.category(),
            LocalDateTime.parse("2026-01-01T00:00:00"),
            LocalDateTime.parse("2026-01-01T00:00:00"));
    rig.database()
        .update(
            """
        INSERT INTO activity (contact_id, silent_since, last_sign_on, has_crm_event, exposures)
        VALUES (?, ?, ?, ?, ?)
        """,
            person.id(),
            person.silentSince(),
            person.seen() ? Optional.of(person.silentSince()) : Optional.empty(),
            person.crm(),
            person.exposures());
    person
        .events()
        .forEach((kind, on) -> rig.database()
            .update(
                "INSERT INTO last_event (contact_id, kind, last_on) VALUES (?, ?, ?)",
                person.id(),
                kind,
                on));
    if (!person.fields().isEmpty()) {
      rig.database()
          .update(
              "INSERT INTO contact_field (contact_id, f_city, f_points, f_born_on, f_vip) VALUES (?, ?, ?, ?, ?)",
              person.id(),
              Optional.ofNullable(person.fields().get("city")),
              Optional.ofNullable(person.fields().get("points")).map(Long::parseLong),
              Optional.ofNullable(person.fields().get("born_on")).map(LocalDate::parse),
              Optional.ofNullable(person.fields().get("vip")).map(Boolean::parseBoolean));
    }
  }

  @Test
  void sqlFindsWhomAPlainReadingFinds() {
    Random random = new Random(SEED);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      Rule rule = rule(random, 3);
      List<ContactId> expected = PEOPLE.stream()
          .filter(person -> Set.of("LIVE", "RESTRICTED").contains(person.state()))
          .filter(person -> matches(rule, person))
          .map(person -> new ContactId(person.id()))
          .toList();

      assertThat(page(rule, 0, 1000))
          .as("-Dreveil.test.seed=%d, rule %d: %s", SEED, i, rule)
          .isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).as("the rules are neither all empty nor all full").isBetween(5_000, 70_000);
  }

  private static Rule rule(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 0 -> {
        Set<Status> statuses = EnumSet.of(one(random, List.of(Status.values())));
        statuses.add(one(random, List.of(Status.values())));
        yield new Rule.StatusIn(statuses);
      }
      case 1 -> field(random);
      case 2 -> new Rule.NoEventSince(one(random, KINDS), Period.ofDays(one(random, AGES) + 1));
      case 3 -> new Rule.EventSince(one(random, KINDS), Period.ofDays(one(random, AGES) + 1));
      case 4 -> new Rule.Not(rule(random, depth - 1));
      case 5 -> new Rule.Any(List.of(rule(random, depth - 1), rule(random, depth - 1)));
      default -> new Rule.All(List.of(rule(random, depth - 1), rule(random, depth - 1)));
    };
  }

  private static Rule field(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Rule.FieldIn("language", List.of("fr"));
      case 1 -> new Rule.FieldIn("country", List.of("FR", "CH"));
      case 2 -> new Rule.FieldIn("points", List.of("0", "-3"));
      case 3 -> new Rule.FieldIn("born_on", List.of("2000-02-29"));
      case 4 -> new Rule.FieldIn("vip", List.of("true"));
      default -> new Rule.FieldIn("city", List.of(one(random, CITIES), one(random, CITIES)));
    };
  }

  private static boolean matches(Rule rule, Person person) {
    return switch (rule) {
      case Rule.All all -> all.rules().stream().allMatch(part -> matches(part, person));
      case Rule.Any any -> any.rules().stream().anyMatch(part -> matches(part, person));
      case Rule.Not not -> !matches(not.rule(), person);
      case Rule.StatusIn in ->
        in.statuses()
            .contains(rig.bean(StatusRules.class)
                .statusOn(
                    TODAY, person.silentSince(), person.seen(), person.crm(), person.exposures()));
      case Rule.FieldIn in ->
        value(in.name(), person).filter(in.values()::contains).isPresent();
      case Rule.NoEventSince event -> !happened(person, event.kind(), event.period());
      case Rule.EventSince event -> happened(person, event.kind(), event.period());
    };
  }

  private static Optional<String> value(String field, Person person) {
    return switch (field) {
      case "language" -> Optional.of(person.language());
      case "country" -> person.country();
      case "category" -> Optional.of(person.category());
      default -> Optional.ofNullable(person.fields().get(field));
    };
  }

  private static boolean happened(Person person, String kind, Period within) {
    LocalDate last = person.events().get(kind);
    return last != null && last.plus(within).isAfter(TODAY);
  }

  /** Design section 12: rules come from people, values are bound. */
  @ParameterizedTest
  @ValueSource(
      strings = {"x' OR '1'='1", "O'Hare", "50% \\", "%", "'; DROP TABLE contact; --", "?"})
  void aValueIsOnlyEverAValue(String value) {
    List<ContactId> expected = PEOPLE.stream()
        .filter(person -> Set.of("LIVE", "RESTRICTED").contains(person.state()))
        .filter(person -> Objects.equals(person.fields().get("city"), value))
        .map(person -> new ContactId(person.id()))
        .toList();

    assertThat(page(new Rule.FieldIn("city", List.of(value)), 0, 1000)).isEqualTo(expected);
    assertThat(rig.count("contact")).isEqualTo(PEOPLE.size());
  }

  @Test
  void pagesJoinWithoutGapOrOverlap() {
    Rule everybody = new Rule.FieldIn("language", List.of("fr", "en"));
    List<ContactId> walked = new ArrayList<>();
    List<ContactId> page = page(everybody, 0, 7);
    while (!page.isEmpty()) {
      walked.addAll(page);
      page = page(everybody, page.getLast().value(), 7);
    }

    assertThat(walked).isEqualTo(page(everybody, 0, 1000)).isSorted().hasSizeGreaterThan(200);
  }

  private static List<ContactId> page(Rule rule, long after, int limit) {
    return rig.bean(Segments.class).page(rule, after, limit);
  }
}
