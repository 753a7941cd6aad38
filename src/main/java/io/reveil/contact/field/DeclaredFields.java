package io.reveil.contact.field;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.ShippedFiles;
import io.reveil.kernel.YamlNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of {@code config/fields.yml}; article 9 data is refused when it is declared (A60). */
@Singleton
public final class DeclaredFields {
  private static final String FILE = "config/fields.yml";
  private static final String NAME = "[a-z][a-z0-9_]{0,39}";
  /** Columns of a contact or of an import that have a meaning already. */
  private static final Set<String> BUILT_IN =
      Set.of("external_id", "email", "language", "country", "zone", "category", "legal_basis");

  /** What an import tells of consent, other bases and sources begins so. */
  private static final List<String> BUILT_IN_PREFIXES = List.of("consent_", "basis_", "source_");

  private final List<DeclaredField> fields;

  @Inject
  DeclaredFields(ShippedFiles files) {
    this(files.read(FILE).orElseThrow(() -> Fault.invalid(FILE, FILE + " is missing.")));
  }

  DeclaredFields(String yaml) {
    List<DeclaredField> declared = new ArrayList<>();
    YamlNode root = YamlNode.parse(FILE, yaml);
    root.members("fields");
    root.member("fields").members().forEach((name, node) -> declared.add(field(name, node)));
    this.fields = List.copyOf(declared);
  }

  private static DeclaredField field(String name, YamlNode node) {
    if (!name.matches(NAME)) {
      throw node.refuse(
          "a field is named by lower-case letters, digits and _, beginning with a letter, at most 40.");
    }
    if (BUILT_IN.contains(name) || BUILT_IN_PREFIXES.stream().anyMatch(name::startsWith)) {
      throw node.refuse("“" + name + "” is built in; take another name.");
    }
    node.members("type", "category", "purposes", "reason", "label", "why");
    return new DeclaredField(
        name,
        node.member("type").oneOf(FieldType.class),
        category(node.member("category")),
        purposes(node.member("purposes")),
        node.member("reason").text(),
        texts(node.member("label")),
        texts(node.member("why")));
  }

  private static DataCategory category(YamlNode node) {
    DataCategory category = node.oneOf(DataCategory.class);
    if (category.isSpecial()) {
      throw node.refuse(
          category
              + " is a special category of personal data (GDPR art. 9): Réveil holds none. Remove the field.");
    }
    return category;
  }

  private static Set<Purpose> purposes(YamlNode node) {
    Set<Purpose> purposes = new LinkedHashSet<>();
    node.items().forEach(item -> purposes.add(item.as(Purpose::new, "newsletter")));
    if (purposes.isEmpty()) {
      throw node.refuse("a field without a purpose may not be held (GDPR art. 5(1)(c)); name one.");
    }
    return purposes;
  }

  private static Map<Language, String> texts(YamlNode node) {
    Map<Language, String> texts = new EnumMap<>(Language.class);
    node.members("fr", "en");
    for (Language language : Language.values()) {
      texts.put(language, node.member(language.tag()).text());
    }
    return texts;
  }

  /** In the order of the file. */
  public List<DeclaredField> all() {
    return fields;
  }

  public Optional<DeclaredField> find(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The value as stored; a {@link Fault} that says what is expected if it is not of the field's type. */
  public String check(DeclaredField field, String raw) {
    return field
        .type()
        .normalise(raw)
        .orElseThrow(() -> Fault.invalid(
            field.name(), field.name() + " must be " + field.type().expectation() + "."));
  }
}
