package io.reveil.bounce.reading;

import io.reveil.bounce.reading.Fate.Action;
import io.reveil.delivery.reply.SmtpReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machine-readable part of a delivery report (RFC 3464): groups of fields, one for each recipient. Read as servers
 * write it: folded or just broken, without blank lines or with too many, in parts of any type.
 */
final class StatusFields {
  private static final int MOST_LINES = 2_000;
  private static final int MOST_RECIPIENTS = 100;
  private static final int LONGEST_VALUE = 8_000;

  /** What begins a new group when the group has it already. */
  private static final Set<String> ONCE = Set.of("final-recipient", "action", "status");

  private static final Set<String> OF_A_RECIPIENT = Set.of(
      "final-recipient", "original-recipient", "action", "status", "diagnostic-code", "remote-mta");

  private final List<Map<String, String>> groups = new ArrayList<>();
  private Map<String, String> group = new LinkedHashMap<>();
  private String last = "";

  private StatusFields() {}

  /**
   * What a text says of each recipient; nothing if it is no such part.
   *
   * @param prose what the report says to people, for where the fields do not say why
   */
  static List<Fate> in(String text, String prose) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.contains("final-recipient:")
        && !(lower.contains("action:") && lower.contains("status:"))) {
      return List.of();
    }
    StatusFields fields = new StatusFields();
    text.lines().limit(MOST_LINES).forEach(fields::line);
    fields.close();
    return fields.groups.stream()
        .limit(MOST_RECIPIENTS)
        .flatMap(group -> fate(group, prose).stream())
        .toList();
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    boolean folded = line.startsWith(" ") || line.startsWith("\t");
    String name =
        colon < 1 || folded ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (line.isBlank()) {
      last = "";
    } else if (OF_A_RECIPIENT.contains(name)) {
      field(name, line.substring(colon + 1).strip());
    } else if (isName(name)) {
      last = "";
    } else if (!last.isEmpty()) {
      group.merge(last, line.strip(), StatusFields::joined);
    }
  }

  private static String joined(String before, String more) {
    return before.length() > LONGEST_VALUE ? before : before + " " + more;
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z'));
  }

  private void field(String name, String found) {
    boolean another = ONCE.contains(name) && group.containsKey(name);
    boolean startsNext = name.equals("original-recipient")
        && (group.containsKey("action") || group.containsKey("status"));
    if (another || startsNext) {
      close();
    }
    group.merge(name, found, StatusFields::joined);
    last = name;
  }

  private void close() {
    if (group.containsKey("action")
        || group.containsKey("status")
        || group.containsKey("diagnostic-code")) {
      groups.add(group);
    }
    group = new LinkedHashMap<>();
  }

  private static Optional<Fate> fate(Map<String, String> group, String prose) {
    String status = group.getOrDefault("status", "");
    String diagnostic = Text.header(withoutType(group.getOrDefault("diagnostic-code", "")));
    SmtpReply reply = SmtpReply.reported(status, diagnostic);
    // 4.4.7 says that the time was over, not what took it.
    boolean expired = diagnostic.isEmpty() && reply.enhanced().endsWith(".4.7");
    if (!reply.isSpecific() || expired) {
      reply = better(reply, SmtpReply.reported(status, diagnostic + "\n" + prose));
    }
    Optional<Action> action = action(group.getOrDefault("action", ""), reply, prose);
    SmtpReply known = reply;
    return action.map(done -> new Fate(done, known));
  }

  /** The words to people count where the fields say nothing; codes of theirs where they are more specific. */
  private static SmtpReply better(SmtpReply fields, SmtpReply withProse) {
    return fields.text().isEmpty() || withProse.isSpecific() ? withProse : fields;
  }

  /** "smtp; 550 …": the type says nothing. */
  private static String withoutType(String typed) {
    int semicolon = typed.indexOf(';');
    return semicolon >= 0
            && semicolon < 20
            && typed.substring(0, semicolon).chars().noneMatch(Character::isDigit)
        ? typed.substring(semicolon + 1).strip()
        : typed;
  }

  private static Optional<Action> action(String said, SmtpReply reply, String prose) {
    String word = said.strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("delay") || word.startsWith("defer")) {
      return Optional.of(Action.DELAYED);
    }
    if (word.startsWith("deliver") || word.startsWith("success")) {
      return Optional.of(Action.DELIVERED);
    }
    if (word.startsWith("relay")) {
      return Optional.of(Action.RELAYED);
    }
    if (word.startsWith("expand")) {
      return Optional.of(Action.EXPANDED);
    }
    if (word.startsWith("fail") || word.startsWith("error")) {
      return Optional.of(Action.FAILED);
    }
    if (reply.enhanced().startsWith("2")) {
      return Optional.of(Action.DELIVERED);
    }
    if (!reply.hasCode()) {
      return Optional.empty();
    }
    return Optional.of(
        reply.isTemporary() && Wording.DELAYED.isIn(prose) ? Action.DELAYED : Action.FAILED);
  }
}
