package io.reveil.kernel;

/** Who does something: the person concerned, an operator or a key by its name, or Réveil itself by a rule. */
public sealed interface Actor {
  /** The person the data speaks of. */
  record Person() implements Actor {}

  /** A key or an operator. */
  record Operator(String name) implements Actor {
    private static final String PREFIX = "operator:";

    /** One who was stored by {@link #text}. */
    public static Operator stored(String text) {
      return new Operator(text.substring(PREFIX.length()));
    }
  }

  /** Réveil, by a rule of its own: expiry, retention. */
  record Rule(String name) implements Actor {}

  /** As stored and exported: {@code person}, {@code operator:cron}, {@code rule:expiry}. */
  default String text() {
    return switch (this) {
      case Person _ -> "person";
      case Operator operator -> Operator.PREFIX + operator.name();
      case Rule rule -> "rule:" + rule.name();
    };
  }
}
