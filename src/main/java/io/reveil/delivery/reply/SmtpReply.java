package io.reveil.delivery.reply;

import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.Scrub;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal of a mail server, without any address in it.
 *
 * @param stage what was answered
 * @param basic the three digits; 0 if there was no reply to read
 * @param enhanced such as 5.1.1 (RFC 3463), or empty
 */
public record SmtpReply(Stage stage, int basic, String enhanced, String text) {
  private static final Pattern REPLY = Pattern.compile(
      "^\\s*(?:\\d{3}[ -])?\\s*([245]\\.\\d{1,3}\\.\\d{1,3})?[ -]*(.*)", Pattern.DOTALL);
  private static final int LONGEST_TEXT = 300;

  /** A report may say much before it says why. */
  private static final int LONGEST_REPORT = 2_000;

  private static final Pattern STAGE = Pattern.compile(
      "(?:in reply to|after|>>>|response to|for(?= [a-z ]{4,9} command))\\W{0,4}(?:pipelined )?"
          + "(rcpt|mail from|helo|ehlo|starttls|auth|initial connection|end of data|data|text(?= command))",
      Pattern.CASE_INSENSITIVE);

  /** Where in the conversation a reply came. */
  public enum Stage {
    /** Where they looked at us: the greeting, our name, our address. */
    MAIL,
    RCPT,
    DATA,
    BODY,
    /** A report that does not say. */
    UNTOLD
  }

  /** A reply line as it came: "550 5.1.1 No such user". */
  public static SmtpReply read(Stage stage, int basic, String line) {
    Matcher reply = REPLY.matcher(line);
    String enhanced = reply.matches() && reply.group(1) != null ? reply.group(1) : "";
    return new SmtpReply(stage, basic, enhanced, clean(line, LONGEST_TEXT));
  }

  /** Something of ours that stands for a reply: 5.6.7 without SMTPUTF8 (B21), 4.4.2 for a lost connection. */
  public static SmtpReply ours(Stage stage, String enhanced, String text) {
    return new SmtpReply(stage, 0, enhanced, text);
  }

  /**
   * What a report says that some server answered. Where its status and the codes in its words contradict each other, the
   * more specific holds, and of equals the words: they are what the last server said, the status what another made of it.
   *
   * @param status as in the Status field (RFC 3464), or empty
   * @param said the diagnostic, or any text that tells why
   */
  public static SmtpReply reported(String status, String said) {
    Codes codes = Codes.in(said).over(Codes.in(status));
    return new SmtpReply(stage(said), codes.basic(), codes.enhanced(), clean(said, LONGEST_REPORT));
  }

  private static Stage stage(String said) {
    Matcher stage = STAGE.matcher(said.substring(0, Math.min(said.length(), LONGEST_REPORT)));
    if (!stage.find()) {
      return Stage.UNTOLD;
    }
    return switch (stage.group(1).toLowerCase(Locale.ROOT)) {
      case "rcpt" -> Stage.RCPT;
      case "data", "end of data", "text" -> Stage.BODY;
      default -> Stage.MAIL;
    };
  }

  private static String clean(String raw, int longest) {
    String within = raw.substring(0, Math.min(raw.length(), 4 * longest));
    String text = Scrub.text(within.strip().replaceAll("\\s+", " "));
    return text.substring(0, Math.min(text.length(), longest));
  }

  /** As stored: the enhanced code if there is one. */
  public String code() {
    return enhanced.isEmpty() ? Integer.toString(basic) : enhanced;
  }

  public boolean isTemporary() {
    return basic == 0 ? enhanced.startsWith("4") : basic / 100 == 4;
  }

  /** Whether its codes say more than that something failed. */
  public boolean isSpecific() {
    return Codes.isSpecific(enhanced);
  }

  /** Whether there is any code in it. */
  public boolean hasCode() {
    return basic != 0 || !enhanced.isEmpty();
  }

  /** Enhanced code first, then the basic code, then the text (B23). */
  public ReplyClass replyClass() {
    return new Classification(this).replyClass();
  }
}
