package io.reveil.delivery.reply;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as words are looked for in it: in lower case, without marks on letters, odd apostrophes and line ends. */
public final class PlainWords {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** What a server is called, and where in the conversation it fell silent, says nothing of what it means. */
  private static final Pattern NAMES = Pattern.compile("https?://\\S{1,500}"
      + "|(?<!\\S)\\S{1,255}\\[[0-9a-f.:]{3,45}\\]"
      + "|(?<!your )\\b(?:host|server|mta|by)(?: ?[:;=] ?| )(?:dns; ?)?[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,9}"
      + "|\\bwhile (?:sending|performing|receiving) (?:the )?(?:initial [a-z]{4,10}(?: greeting)?|end of data"
      + "|message (?:body|content)|(?:ehlo|helo|lhlo|starttls|auth|mail from|rcpt to|data|rset|quit)\\b)"
      + "|\\(in reply to [a-z ]{4,40} command\\)");

  private static final Pattern HOSTS =
      Pattern.compile("(?<![a-z0-9.-])[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){2,9}");

  /** What somebody may believe, or could do, is not what happened. */
  private static final Pattern CONDITIONS = Pattern.compile(
      "\\b(?:if (?:you|this is|it is|the problem)|(?:may|might) (?:not exist|be (?:black|block))"
          + "|si (?:vous|ce|cette|usted|cree|considera|desea|piensa)|(?:wenn|falls) (?:sie|dies|es|das)"
          + "|se (?:ritien|pens|cred|desider|voce))(?:(?!\\b[245]\\d\\d )[^.;!]){0,200}");

  private PlainWords() {}

  public static String of(String text) {
    return withoutMarks(text)
        .toLowerCase(Locale.ROOT)
        .replace('\u2019', '\'')
        .replaceAll("\\s+", " ");
  }

  static String withoutNames(String text) {
    return CONDITIONS.matcher(NAMES.matcher(of(text)).replaceAll(" ")).replaceAll(" ");
  }

  static String withoutHosts(String plain) {
    return HOSTS.matcher(plain).replaceAll(" ");
  }

  public static String withoutMarks(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .replaceAll("")
        .replace('ł', 'l')
        .replace('Ł', 'L')
        .replace('ø', 'o')
        .replace('Ø', 'O')
        .replace('ı', 'i');
  }
}
