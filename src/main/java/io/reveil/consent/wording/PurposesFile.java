package io.reveil.consent.wording;

import io.reveil.consent.Basis;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.YamlNode;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code config/purposes.yml}; whatever is missing or unknown is refused by name, with its place. */
final class PurposesFile {
  static final String NAME = "config/purposes.yml";

  private static final String NOWHERE = "none";

  private final Map<String, Controller> controllers = new LinkedHashMap<>();
  private final List<PurposeSheet> sheets = new ArrayList<>();

  private PurposesFile() {}

  /** In the order of the file. */
  static List<PurposeSheet> read(String text) {
    YamlNode root = YamlNode.parse(NAME, text);
    root.members("controllers", "purposes");
    PurposesFile file = new PurposesFile();
    root.member("controllers")
        .members()
        .forEach((id, node) -> file.controllers.put(id, Controllers.read(id, node)));
    root.member("purposes").members().forEach((id, node) -> file.sheets.add(file.sheet(id, node)));
    if (file.sheets.isEmpty()) {
      throw root.member("purposes").refuse("declare one purpose at least.");
    }
    return List.copyOf(file.sheets);
  }

  private PurposeSheet sheet(String id, YamlNode node) {
    node.members(
        "kind",
        "controller",
        "channel",
        "bases",
        "retention",
        "recipients",
        "transfers",
        "sender",
        "list_id",
        "texts");
    PurposeKind kind = node.member("kind").oneOf(PurposeKind.class);
    Channel channel = node.member("channel").oneOf(Channel.class);
    Controller controller = controller(node.member("controller"));
    return new PurposeSheet(
        purpose(id, node),
        only(node, kind, controller),
        controller,
        channel,
        bases(node.member("bases"), kind, channel),
        retention(node.member("retention")),
        Lines.each(node.member("recipients")),
        transfers(node.member("transfers")),
        mailing(node, kind, channel, controller),
        texts(node.member("texts")));
  }

  private static Purpose purpose(String id, YamlNode node) {
    try {
      return new Purpose(id);
    } catch (Fault _) {
      throw node.refuse(
          "a purpose is named by lower-case letters, digits and _, at most 60, not “" + id + "”.");
    }
  }

  /** What measures for a controller is one purpose: with two, nobody could tell which of them was agreed to (A30, A37). */
  private PurposeKind only(YamlNode node, PurposeKind kind, Controller controller) {
    if (kind.isTracking()
        && sheets.stream()
            .anyMatch(sheet -> sheet.kind() == kind && sheet.controller().equals(controller))) {
      throw node.member("kind")
          .refuse("%s is the kind of an earlier purpose of “%s”; keep one."
              .formatted(kind, controller.id()));
    }
    return kind;
  }

  private Controller controller(YamlNode node) {
    return Optional.ofNullable(controllers.get(node.text()))
        .orElseThrow(() -> node.refuse("“%s” does not stand under controllers. Known: %s."
            .formatted(node.text(), String.join(", ", controllers.keySet()))));
  }

  private static Set<Basis> bases(YamlNode node, PurposeKind kind, Channel channel) {
    Set<Basis> bases = EnumSet.noneOf(Basis.class);
    for (YamlNode item : node.items()) {
      Basis basis = item.oneOf(Basis.class);
      if (!kind.allowed().contains(basis)) {
        throw item.refuse("a purpose of the kind %s cannot rest on %s; it may on %s (A9)."
            .formatted(kind, basis, words(kind.allowed())));
      }
      if (channel == Channel.PHONE && basis != Basis.CONSENT && basis != Basis.TRANSACTIONAL) {
        throw item.refuse("calls that offer something rest on CONSENT alone (loi 2025-594).");
      }
      bases.add(basis);
    }
    if (bases.isEmpty()) {
      throw node.refuse("name what it may rest on: " + words(kind.allowed()) + ".");
    }
    return bases;
  }

  private static String words(Set<Basis> bases) {
    return bases.stream().map(Basis::name).collect(Collectors.joining(", "));
  }

  private static Period retention(YamlNode node) {
    if (!node.text().matches("P[1-9]\\d{0,2}[MY]")) {
      throw node.refuse("write whole months, one at least, such as P36M.");
    }
    return Period.parse(node.text());
  }

  private static Map<Language, String> transfers(YamlNode node) {
    return node.isText() && node.text().equals(NOWHERE) ? Map.of() : Lines.each(node);
  }

  /** What sends e-mail says from whom; what does not has nothing to say. */
  private Optional<PurposeSheet.Mailing> mailing(
      YamlNode node, PurposeKind kind, Channel channel, Controller controller) {
    if (kind.sends() && channel == Channel.EMAIL) {
      return Optional.of(new PurposeSheet.Mailing(
          sender(node.member("sender"), kind, controller), listId(node.member("list_id"))));
    }
    for (String key : List.of("sender", "list_id")) {
      if (node.optional(key).isPresent()) {
        throw node.member(key).refuse("a purpose that sends no e-mail has no " + key + ".");
      }
    }
    return Optional.empty();
  }

  /** Complaints about letters would stop the mail that asks to confirm (B12). */
  private static Controller.Sender sender(YamlNode node, PurposeKind kind, Controller controller) {
    Controller.Sender sender = Lines.sender(node);
    if (kind != PurposeKind.SERVICE
        && sender.address().key().equals(controller.sender().address().key())) {
      throw node.member("address")
          .refuse(
              "the controller's sender, of mail that asks to confirm, has this address; letters need another, since providers judge the two apart (B12).");
    }
    return sender;
  }

  /** Mail programs and providers know a list by what stands between the brackets (RFC 2919 §3). */
  private String listId(YamlNode node) {
    String listId = Lines.listId(node);
    sheets.stream()
        .filter(sheet -> sheet
            .mailing()
            .filter(other -> bracketed(other.listId()).equals(bracketed(listId)))
            .isPresent())
        .findFirst()
        .ifPresent(sheet -> {
          throw node.refuse(
              "the purpose %s has this List-Id; each needs its own (B12).".formatted(sheet.id()));
        });
    return listId;
  }

  private static String bracketed(String listId) {
    return listId.substring(listId.lastIndexOf('<'));
  }

  /** People read their own language, so a purpose speaks all of them. */
  private static Map<Language, PurposeSheet.Text> texts(YamlNode node) {
    node.members("fr", "en");
    Map<Language, PurposeSheet.Text> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      texts.put(language, text(node.member(language.tag())));
    }
    return texts;
  }

  private static PurposeSheet.Text text(YamlNode node) {
    node.members("name", "description", "consent", "why");
    return new PurposeSheet.Text(
        Lines.name(node.member("name")),
        Lines.line(node.member("description")),
        Lines.line(node.member("consent")),
        Lines.line(node.member("why")));
  }
}
