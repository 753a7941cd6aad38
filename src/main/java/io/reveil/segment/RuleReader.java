package io.reveil.segment;

import io.reveil.activity.EventTypes;
import io.reveil.activity.Opens;
import io.reveil.activity.Status;
import io.reveil.contact.Category;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.YamlNode;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads rules as people write them; every name in them must be declared. */
@Singleton
class RuleReader {
  private static final List<String> BUILT_IN = List.of("language", "country", "category");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final String EXAMPLE = "status: { in: [INACTIVE, DORMANT] }";

  private final DeclaredFields fields;
  private final EventTypes events;

  RuleReader(DeclaredFields fields, EventTypes events) {
    this.fields = fields;
    this.events = events;
  }

  Rule read(YamlNode node) {
    Opens.refuseKeys(node);
    Map<String, YamlNode> members = node.members("all", "any", "not", "status", "field", "event");
    if (members.size() != 1) {
      throw node.refuse(
          "a rule has one key, as in “" + EXAMPLE + "”; put several rules under “all:”.");
    }
    Map.Entry<String, YamlNode> rule = members.entrySet().iterator().next();
    YamlNode written = rule.getValue();
    return switch (rule.getKey()) {
      case "all" -> new Rule.All(each(written, this::read));
      case "any" -> new Rule.Any(each(written, this::read));
      case "not" -> new Rule.Not(read(written));
      case "status" -> status(written);
      case "field" -> field(written);
      default -> event(written);
    };
  }

  private static <T> List<T> each(YamlNode list, Function<YamlNode, T> reader) {
    List<T> items = new ArrayList<>();
    list.items().forEach(item -> items.add(reader.apply(item)));
    if (items.isEmpty()) {
      throw list.refuse("the list is empty; name at least one.");
    }
    return List.copyOf(items);
  }

  private static Rule status(YamlNode node) {
    node.members("in");
    List<Status> statuses = each(node.member("in"), item -> item.oneOf(Status.class));
    return new Rule.StatusIn(Set.copyOf(EnumSet.copyOf(statuses)));
  }

  private Rule field(YamlNode node) {
    node.members("name", "in");
    YamlNode written = node.member("name");
    String name = written.text();
    Opens.refuse(written, name);
    if (!BUILT_IN.contains(name) && fields.find(name).isEmpty()) {
      throw written.refuse("“%s” is not a field. Known: %s.".formatted(name, known()));
    }
    return new Rule.FieldIn(name, each(node.member("in"), item -> value(name, item)));
  }

  private String known() {
    List<String> names = new ArrayList<>(BUILT_IN);
    fields.all().stream().map(DeclaredField::name).forEach(names::add);
    return String.join(", ", names);
  }

  /** The value in the one spelling that is stored. */
  private String value(String field, YamlNode node) {
    return switch (field) {
      case "language" -> node.as(text -> Language.of(text).orElseThrow().tag(), "fr");
      case "country" -> country(node);
      case "category" -> category(node);
      default -> declared(fields.find(field).orElseThrow(() -> undeclared(field)), node);
    };
  }

  private static String country(YamlNode node) {
    String country = node.text().toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(country)) {
      throw node.refuse("“%s” is not a country of ISO 3166; write two letters, as in “FR”."
          .formatted(node.text()));
    }
    return country;
  }

  private static String category(YamlNode node) {
    String text = node.text().toUpperCase(Locale.ROOT);
    return Arrays.stream(Category.values())
        .map(Category::name)
        .filter(text::equals)
        .findFirst()
        .orElseThrow(() -> node.refuse("“%s” is not a category. Known: %s."
            .formatted(node.text(), Arrays.toString(Category.values()))));
  }

  private String declared(DeclaredField field, YamlNode node) {
    try {
      return fields.check(field, node.text());
    } catch (Fault fault) {
      throw node.refuse(String.valueOf(fault.getMessage()));
    }
  }

  static Fault undeclared(String name) {
    return new Fault(
        Fault.Kind.CONFLICT,
        "UNKNOWN_FIELD",
        "A rule reads the field " + name + ", which config/fields.yml no longer declares.");
  }

  private Rule event(YamlNode node) {
    Map<String, YamlNode> members = node.members("type", "none_since", "any_since");
    YamlNode type = node.member("type");
    String kind = type.text();
    Opens.refuse(type, kind);
    if (!events.isDeclared(kind)) {
      throw type.refuse("“%s” is not a kind of event. Known: %s."
          .formatted(kind, String.join(", ", events.all())));
    }
    if (members.size() != 2) {
      throw node.refuse("say either “none_since: P1Y” or “any_since: P1Y”.");
    }
    YamlNode none = members.get("none_since");
    return none == null
        ? new Rule.EventSince(kind, period(node.member("any_since")))
        : new Rule.NoEventSince(kind, period(none));
  }

  private static Period period(YamlNode node) {
    Period period = node.as(Period::parse, "P1Y");
    if (!LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH)) {
      throw node.refuse("the period must be longer than nothing, as in “P1Y”.");
    }
    return period;
  }
}
