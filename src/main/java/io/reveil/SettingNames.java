package io.reveil;

import static java.util.Comparator.comparingInt;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.env.SystemPropertiesPropertySource;
import io.micronaut.core.naming.NameUtils;
import io.reveil.kernel.Demands;
import io.reveil.kernel.Fault.Detail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The names of all settings. Any other that an operator wrote is refused: what was meant by it would not be done. */
final class SettingNames {
  /** Variables of the commands, which are clients and have no settings. */
  private static final Set<String> OF_COMMANDS = Set.of("REVEIL_URL", "REVEIL_API_KEY");

  private static final Pattern INDEX = Pattern.compile("\\[\\d+].*");
  /** A misspelled name has this share of its letters wrong at most. */
  private static final int ONE_IN = 3;

  private final Set<String> single = new TreeSet<>();
  private final Set<String> byGroup = new TreeSet<>();

  SettingNames(List<Settings.Section> sections) {
    for (Settings.Section section : sections) {
      section.parts().forEach(part -> {
        Set<String> kind = part.getType() == Map.class ? byGroup : single;
        kind.add(section.property(part));
      });
    }
  }

  /** What stands in the file, the environment and the arguments and is no setting. */
  List<Detail> unknownIn(Collection<PropertySource> sources) {
    var unknown = new ArrayList<Detail>();
    for (PropertySource source : sources) {
      if (source instanceof SystemPropertiesPropertySource) {
        continue;
      }
      for (String key : source) {
        // A section of which nothing is left, since all its lines are comments.
        if (source.get(key) != null) {
          refusal(source, INDEX.matcher(key).replaceFirst("")).ifPresent(unknown::add);
        }
      }
    }
    return unknown;
  }

  private Optional<Detail> refusal(PropertySource source, String key) {
    return source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE
        ? refusal("the environment", Demands.variable(key), Demands::variable)
        : refusal(source.getName(), NameUtils.hyphenate(key), UnaryOperator.identity());
  }

  private Optional<Detail> refusal(String where, String name, UnaryOperator<String> spelling) {
    String dot = spelling.apply(".");
    if (!name.startsWith(spelling.apply("reveil."))
        || OF_COMMANDS.contains(name)
        || single.stream().map(spelling).anyMatch(name::equals)
        || byGroup.stream()
            .map(group -> spelling.apply(group + "."))
            .anyMatch((name + dot)::startsWith)) {
      return Optional.empty();
    }
    String sentence = "%s (in %s): %s".formatted(name, where, fix(name, spelling));
    return Optional.of(new Detail(name, sentence));
  }

  private String fix(String name, UnaryOperator<String> spelling) {
    return single.stream()
        .map(spelling)
        .min(comparingInt(known -> distance(name, known)))
        .filter(known -> distance(name, known) <= name.length() / ONE_IN)
        .map(known -> "there is no such setting. Write " + known + ", or take it away.")
        .orElse("there is no such setting. Take it away; config/application.yml lists them all.");
  }

  /** How many letters must be put in, taken out or changed to make one of the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
