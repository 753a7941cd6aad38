package io.reveil.consent.wording;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.YamlNode;
import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand as a value in {@code config/purposes.yml}: it goes into mail headers and plain-text notices. */
final class Lines {
  /** What a person reads must fit the notice, and a name the header of a mail. */
  private static final int LONGEST_TEXT = 1_000;

  private static final int LONGEST_NAME = 120;

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private static final Pattern LIST_ID =
      Pattern.compile("(\"[^\"\\p{Cntrl}]+\" )?<[a-z0-9-]+(\\.[a-z0-9-]+)+>");

  private Lines() {}

  static String line(YamlNode node) {
    return line(node, LONGEST_TEXT);
  }

  static String name(YamlNode node) {
    return line(node, LONGEST_NAME);
  }

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

  /** A line in every language. */
  static Map<Language, String> each(YamlNode node) {
    node.members("fr", "en");
    Map<Language, String> lines = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      lines.put(language, line(node.member(language.tag())));
    }
    return lines;
  }

  static EmailAddress address(YamlNode node) {
    return EmailAddress.parse(node.text())
        .orElseThrow(() -> node.refuse("expected an e-mail address."));
  }

  static Controller.Sender sender(YamlNode node) {
    node.members("name", "address");
    return new Controller.Sender(name(node.member("name")), address(node.member("address")));
  }

  static String listId(YamlNode node) {
    String text = line(node);
    if (!LIST_ID.matcher(text).matches()) {
      throw node.refuse(
          "a List-Id looks like “\"The Morning Letter\" <news.letter.example.org>” (RFC 2919 §3).");
    }
    return text;
  }

  static String country(YamlNode node) {
    if (!COUNTRIES.contains(node.text())) {
      throw node.refuse(
          "expected a country by its two capital letters, such as “FR” (ISO 3166-1).");
    }
    return node.text();
  }

  static URI webAddress(YamlNode node) {
    URI address = node.as(URI::create, "https://www.example.org/privacy");
    boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw node.refuse("expected a web address such as “https://www.example.org/privacy”.");
    }
    return address;
  }
}
