package io.reveil;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.naming.NameUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped configuration names each property of Réveil, says what it is for, and names no other. */
class ConfigTest {
  private static final List<String> LINES =
      SourceFiles.read(Path.of("config/application.yml")).lines().toList();

  private static final Pattern KEY = Pattern.compile("( *)([a-z0-9-]+):(.*)");
  /** As in {@code @Requires(property = "reveil.job.enabled")}. */
  private static final Pattern NAMED = Pattern.compile("reveil\\.[a-z0-9.-]+");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(reveil\\.[a-z0-9.-]+)");

  /** A line of the file: the property's full name, whether it has a value, whether a comment speaks of it. */
  private record Property(String name, boolean leaf, boolean commented) {}

  @Test
  void everyPropertyThatTheCodeReadsIsInTheFile() {
    assertThat(names(shipped())).containsAll(readByTheCode());
  }

  @Test
  void everyPropertyInTheFileIsRead() {
    Set<String> read = readByTheCode();
    ClassConstants.all()
        .map(ClassConstants::text)
        .filter(NAMED.asMatchPredicate())
        .forEach(read::add);
    PLACEHOLDER
        .matcher(String.join("\n", LINES))
        .results()
        .map(found -> found.group(1))
        .forEach(read::add);

    assertThat(ours())
        .filteredOn(property -> read.stream().noneMatch(name -> covers(name, property.name())))
        .isEmpty();
  }

  /** One comment may speak of a few lines that follow each other, or of a whole section. */
  @Test
  void everyPropertyIsExplained() {
    assertThat(ours()).isNotEmpty();
    assertThat(ours()).filteredOn(property -> !property.commented()).isEmpty();
  }

  private static List<Property> ours() {
    return shipped().stream()
        .filter(property -> property.leaf() && property.name().startsWith("reveil."))
        .toList();
  }

  private static boolean covers(String read, String property) {
    return property.equals(read) || property.startsWith(read + ".");
  }

  private static Set<String> names(List<Property> properties) {
    return properties.stream().map(Property::name).collect(toCollection(TreeSet::new));
  }

  private static List<Property> shipped() {
    var found = new ArrayList<Property>();
    var path = new ArrayList<String>();
    boolean commented = false;
    String above = "";
    for (String line : LINES) {
      var key = KEY.matcher(line);
      if (key.matches()) {
        int depth = key.group(1).length() / 2;
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        path.add(key.group(2));
        boolean leaf = !key.group(3).isBlank();
        boolean explained = above.strip().startsWith("#");
        commented = explained || (leaf && commented);
        found.add(new Property(String.join(".", path), leaf, commented));
      }
      above = line;
    }
    return found;
  }

  private static Set<String> readByTheCode() {
    var read = new TreeSet<String>();
    ClassConstants.all()
        .flatMap(place -> PLACEHOLDER.matcher(place.text()).results())
        .forEach(found -> read.add(found.group(1)));
    new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages("io.reveil").stream()
            .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
            .flatMap(ConfigTest::propertiesOf)
            .forEach(read::add);
    return read;
  }

  private static Stream<String> propertiesOf(JavaClass type) {
    String prefix = type.getAnnotationOfType(ConfigurationProperties.class).value();
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .map(field -> prefix + "." + NameUtils.hyphenate(field.getName()));
  }
}
