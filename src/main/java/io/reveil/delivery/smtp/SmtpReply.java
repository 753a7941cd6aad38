package io.reveil.delivery.smtp;

import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.Scrub;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal of the relay, without any address in it.
 *
 * @param stage what was answered
 * @param basic the three digits; 0 if there was no reply to read
 * @param enhanced such as 5.1.1 (RFC 3463), or empty
 */
public record SmtpReply(Stage stage, int basic, String enhanced, String text) {
  private static final Pattern REPLY = Pattern.compile(
      "^\\s*(?:\\d{3}[ -])?\\s*([245]\\.\\d{1,3}\\.\\d{1,3})?[ -]*(.*)", Pattern.DOTALL);
  private static final int LONGEST_TEXT = 300;

  /** Enhanced codes whose meaning is not that of their family (B23). */
  private static final Map<String, ReplyClass> BY_ENHANCED = Map.ofEntries(
      Map.entry("1.1", ReplyClass.HARD),
      Map.entry("1.2", ReplyClass.HARD),
      Map.entry("1.3", ReplyClass.HARD),
      Map.entry("1.6", ReplyClass.HARD),
      // Of the sender: Postfix looks at it as late as RCPT.
      Map.entry("1.7", ReplyClass.BLOCK),
      Map.entry("1.8", ReplyClass.BLOCK),
      Map.entry("1.10", ReplyClass.HARD),
      Map.entry("2.1", ReplyClass.HARD),
      Map.entry("2.2", ReplyClass.SOFT),
      Map.entry("2.3", ReplyClass.SOFT),
      Map.entry("3.4", ReplyClass.CONTENT));

  /** Words that speak of us, whoever was asked for. */
  private static final Pattern SENDER = Pattern.compile("sender|mail from|from address|client host"
      + "|relay|reverse dns|\\b(helo|ehlo|ptr)\\b|your (ip|host|domain|server|network|address)");

  private static final Pattern NO_SUCH_MAILBOX =
      Pattern.compile("(user|mailbox|account|recipient|address)( \\S+){0,5} (unknown|not found"
          + "|unavailable|inactive|disabled|invalid|does(n't| not) exist)"
          + "|(unknown|invalid|no such) (user|mailbox|account|recipient|address)"
          + "|doesn't have an? |adresse (d au moins un|inconnue)");
  private static final Pattern POLICY = Pattern.compile(
      "spam|policy|reputation|blocked|blacklist|blocklist|rate limit|abuse|unsolicited|spf|dkim|dmarc");

  /** Of policy too, but where no mailbox is missing. */
  private static final Pattern UNWELCOME =
      Pattern.compile("too many|denied|refused|not allowed|ofr_|lpn|_50[0-9]");

  private static final Pattern FULL =
      Pattern.compile("over ?quota|quota exceeded|mailbox (is )?full");

  /** Where in the conversation a reply came. */
  public enum Stage {
    MAIL,
    RCPT,
    DATA,
    BODY
  }

  /** A reply line as it came: "550 5.1.1 No such user". */
  static SmtpReply read(Stage stage, int basic, String line) {
    Matcher reply = REPLY.matcher(line);
    String enhanced = reply.matches() && reply.group(1) != null ? reply.group(1) : "";
    String text = Scrub.text(line.strip().replaceAll("\\s+", " "));
    return new SmtpReply(
        stage, basic, enhanced, text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
  }

  /** Something of ours that stands for a reply: 5.6.7 without SMTPUTF8 (B21), 4.4.2 for a lost connection. */
  public static SmtpReply ours(Stage stage, String enhanced, String text) {
    return new SmtpReply(stage, 0, enhanced, text);
  }

  /** As stored: the enhanced code if there is one. */
  public String code() {
    return enhanced.isEmpty() ? Integer.toString(basic) : enhanced;
  }

  public boolean isTemporary() {
    return basic == 0 ? enhanced.startsWith("4") : basic / 100 == 4;
  }

  /** Enhanced code first, then the basic code, then the text (B23). */
  public ReplyClass replyClass() {
    ReplyClass replyClass = enhanced.isEmpty() ? byBasic() : byEnhanced();
    // What is refused for now says nothing final of an address; a refused sender says nothing of it
    // at all.
    if (replyClass == ReplyClass.HARD && isTemporary()) {
      return ReplyClass.SOFT;
    }
    return replyClass == ReplyClass.HARD && stage == Stage.MAIL ? ReplyClass.BLOCK : replyClass;
  }

  private ReplyClass byEnhanced() {
    String detail = enhanced.substring(2);
    ReplyClass known = BY_ENHANCED.get(detail);
    if (known != null) {
      return known;
    }
    return switch (detail.charAt(0)) {
      case '7' -> ReplyClass.BLOCK;
      case '6' -> ReplyClass.CONTENT;
      case '2', '3', '4' -> ReplyClass.SOFT;
      default -> isTemporary() ? byBasic() : named();
    };
  }

  private ReplyClass byBasic() {
    return switch (basic) {
      case 421 -> ReplyClass.BLOCK;
      case 552 -> FULL.matcher(said()).find() ? ReplyClass.SOFT : ReplyClass.CONTENT;
      case 550, 551, 553 -> stage == Stage.RCPT ? bare() : ReplyClass.BLOCK;
      default -> isTemporary() ? temporary() : named();
    };
  }

  /** A bare 550 at RCPT means the address, unless its words speak of us or of policy. */
  private ReplyClass bare() {
    if (FULL.matcher(said()).find()) {
      return ReplyClass.SOFT;
    }
    return isOfPolicy() || (UNWELCOME.matcher(said()).find() && !namesMissingMailbox())
        ? ReplyClass.BLOCK
        : ReplyClass.HARD;
  }

  /** A code that may mean anything means the address where the words say so, and nothing else. */
  private ReplyClass named() {
    return stage == Stage.RCPT && namesMissingMailbox() && !isOfPolicy()
        ? ReplyClass.HARD
        : ReplyClass.BLOCK;
  }

  private ReplyClass temporary() {
    return isOfPolicy() || UNWELCOME.matcher(said()).find() ? ReplyClass.BLOCK : ReplyClass.SOFT;
  }

  private boolean namesMissingMailbox() {
    return NO_SUCH_MAILBOX.matcher(said()).find();
  }

  private boolean isOfPolicy() {
    return POLICY.matcher(said()).find() || SENDER.matcher(said()).find();
  }

  private String said() {
    return text.toLowerCase(Locale.ROOT);
  }
}
