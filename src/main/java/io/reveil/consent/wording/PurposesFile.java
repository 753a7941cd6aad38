package io.reveil.consent.wording;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.YamlNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code config/purposes.yml}; whatever is missing or unknown is refused by name, with its place. */
final class PurposesFile {
  static final String NAME = "config/purposes.yml";

  /** What a person reads must fit the notice, and a name the header of a mail. */
  private static final int LONGEST_TEXT = 1_000;

  private static final int LONGEST_NAME = 120;

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private static final Pattern LIST_ID =
      Pattern.compile("(\"[^\"\\p{Cntrl}]+\" )?<[a-z0-9-]+(\\.[a-z0-9-]+)+>");

  private PurposesFile() {}

  /** In the order of the file. */
  static List<PurposeSheet> read(String text) {
    YamlNode root = YamlNode.parse(NAME, text);
    root.members("purposes");
    List<PurposeSheet> sheets = new ArrayList<>();
    root.member("purposes").members().forEach((id, node) -> sheets.add(sheet(id, node)));
    return List.copyOf(sheets);
  }

  private static PurposeSheet sheet(String id, YamlNode node) {
    node.members(
        "controller",
        "postal_address",
        "contact_address",
        "sender",
        "list_id",
        "policy_url",
        "jurisdiction",
        "storage_country",
        "texts");
    YamlNode sender = node.member("sender");
    sender.members("name", "address");
    return new PurposeSheet(
        purpose(id, node),
        line(node.member("controller"), LONGEST_NAME),
        line(node.member("postal_address"), LONGEST_TEXT),
        address(node.member("contact_address")),
        address(sender.member("address")),
        line(sender.member("name"), LONGEST_NAME),
        listId(node.member("list_id")),
        webAddress(node.member("policy_url")),
        country(node.member("jurisdiction")),
        country(node.member("storage_country")),
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
    node.members("name", "description", "consent", "notice");
    return new PurposeSheet.Text(
        line(node.member("name"), LONGEST_NAME),
        line(node.member("description"), LONGEST_TEXT),
        line(node.member("consent"), LONGEST_TEXT),
        notice(node.member("notice")));
  }

  private static PurposeSheet.Notice notice(YamlNode node) {
    node.members(
        "why",
        "basis",
        "withdrawal",
        "recipients",
        "transfers",
        "retention",
        "rights",
        "complaint");
    return new PurposeSheet.Notice(
        line(node.member("why"), LONGEST_TEXT),
        line(node.member("basis"), LONGEST_TEXT),
        line(node.member("withdrawal"), LONGEST_TEXT),
        line(node.member("recipients"), LONGEST_TEXT),
        line(node.member("transfers"), LONGEST_TEXT),
        line(node.member("retention"), LONGEST_TEXT),
        line(node.member("rights"), LONGEST_TEXT),
        line(node.member("complaint"), LONGEST_TEXT));
  }

  /** One line without control characters: it goes into mail headers and plain-text notices. */
  private static String line(YamlNode node, int longest) {
    String text = node.text();
    if (text.length() > longest) {
      throw node.refuse("at most " + longest + " characters fit here.");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw node.refuse("write it on one line.");
    }
    return text;
  }

  private static EmailAddress address(YamlNode node) {
    return EmailAddress.parse(node.text())
        .orElseThrow(() -> node.refuse("expected an e-mail address."));
  }

  private static String listId(YamlNode node) {
    String text = line(node, LONGEST_TEXT);
    if (!LIST_ID.matcher(text).matches()) {
      throw node.refuse(
          "a List-Id looks like “\"The Morning Letter\" <news.letter.example.org>” (RFC 2919 §3).");
    }
    return text;
  }

  private static URI webAddress(YamlNode node) {
    URI address = node.as(URI::create, "https://www.example.org/privacy");
    boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw node.refuse("expected a web address such as “https://www.example.org/privacy”.");
    }
    return address;
  }

  private static String country(YamlNode node) {
    if (!COUNTRIES.contains(node.text())) {
      throw node.refuse(
          "expected a country by its two capital letters, such as “FR” (ISO 3166-1).");
    }
    return node.text();
  }
}
