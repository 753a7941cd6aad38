package io.reveil.delivery;

import java.util.Map;

/** How far opening and clicking is measured: each in steps, of which a later one knows more than those before (A38). */
public record Measure(Opens opens, Links links) {
  public static final Measure OFF = new Measure(Opens.OFF, Links.OFF);

  public enum Opens {
    OFF,
    /** One image for all of a wave. */
    ANONYMOUS,
    /** The day of a person's last open, overwritten: it may delay the end of their letters, and nothing else (A32). */
    DELIVERABILITY_DATE,
    /** Each open of a person. */
    IDENTIFIED
  }

  public enum Links {
    OFF,
    /** One link for all of a wave. */
    ANONYMOUS,
    /** Each click of a person. */
    IDENTIFIED
  }

  /** How far this installation measures at all, whatever campaigns and readers allow. Implemented above. */
  public interface Ceiling {
    Measure most();
  }

  /** The lesser of the two, in each. */
  public Measure least(Measure other) {
    return new Measure(
        opens.compareTo(other.opens) < 0 ? opens : other.opens,
        links.compareTo(other.links) < 0 ? links : other.links);
  }

  public boolean isOff() {
    return equals(OFF);
  }

  /** For templates: what a mail says of itself. */
  public Map<String, Object> said() {
    return Map.of("opens", opens.name(), "links", links.name());
  }
}
