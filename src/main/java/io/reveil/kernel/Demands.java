package io.reveil.kernel;

import static java.util.stream.Collectors.joining;

import io.reveil.kernel.Fault.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a section of the configuration demands of its values: all that is wrong is said at once, each by its name. */
public final class Demands {
  private final String section;
  private final List<Detail> refused = new ArrayList<>();

  private Demands(String section) {
    this.section = section;
  }

  /** @param section as in {@code reveil.smtp} */
  public static Demands of(String section) {
    return new Demands(section);
  }

  /** Refuses the value of this name unless it is right. */
  public Demands that(boolean isRight, String name, String fix) {
    if (!isRight) {
      refused.add(refusal(section + "." + name, fix));
    }
    return this;
  }

  public Demands between(String name, long value, long least, long most) {
    return that(
        value >= least && value <= most,
        name,
        "%d does not lie between %d and %d.".formatted(value, least, most));
  }

  public Demands between(String name, Duration value, Duration least, Duration most) {
    return that(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        name,
        "%s does not lie between %s and %s.".formatted(value, least, most));
  }

  /** Throws a {@link Fault} with all that was refused, if anything was. */
  public void orRefuse() {
    refuse(refused);
  }

  /** Throws a {@link Fault} that says each of these on a line of its own, unless there are none. */
  public static void refuse(List<Detail> refused) {
    if (!refused.isEmpty()) {
      String lines = refused.stream().map(Detail::message).collect(joining("\n"));
      throw new Fault(Fault.Kind.INVALID, "CONFIGURATION", lines, refused);
    }
  }

  /** A refusal that names the property as the file and as the environment know it. */
  public static Detail refusal(String property, String fix) {
    return new Detail(property, "%s (%s): %s".formatted(property, variable(property), fix));
  }

  /** How the environment calls a property. */
  public static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
