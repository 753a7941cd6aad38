package io.reveil.bounce.reading;

import io.reveil.bounce.reading.Fate.Action;
import io.reveil.delivery.reply.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A report written for people only, as qmail, Exim, older Exchange and many others send it: codes first, then a
 * vocabulary.
 */
final class ProseReport {
  private static final int OPENING = 1_500;
  private static final int LONGEST_MARK = 120;
  private static final Pattern RECIPIENT =
      Pattern.compile("^\\s{0,8}<[^<>\\s]{1,254}@[^<>\\s]{1,254}>:");

  private final Incoming mail;
  private final String subject;
  private final String prose;

  ProseReport(Incoming mail) {
    this.mail = mail;
    this.subject = mail.header("subject");
    this.prose = prose(mail);
  }

  /** What the report says itself, up to the copy of the mail that came back. */
  String prose() {
    return prose;
  }

  private static String prose(Incoming mail) {
    StringBuilder prose = new StringBuilder();
    for (Leaf leaf : mail.said()) {
      if (!leaf.type().startsWith("text/") && !leaf.type().isEmpty()) {
        continue;
      }
      for (String line : leaf.text().lines().toList()) {
        if (beginsCopy(line)) {
          break;
        }
        prose.append(line.stripTrailing()).append('\n');
      }
    }
    return prose.toString();
  }

  private static boolean beginsCopy(String line) {
    String bare = line.strip();
    if (Wording.HEADER.isIn(bare)) {
      return true;
    }
    if (bare.isEmpty() || bare.length() > LONGEST_MARK) {
      return false;
    }
    boolean mark = !Character.isLetterOrDigit(bare.charAt(0))
        || bare.endsWith(":")
        || bare.contains("copy of");
    return mark && Wording.COPY.isIn(bare);
  }

  /** Whether this mail says that another came back. A person who writes about one does not count, nor a machine for one. */
  boolean isOne() {
    if (mail.has("x-failed-recipients") || Wording.RETURNED.isIn(subject)) {
      return mail.has("x-failed-recipients") || !isAnswer();
    }
    if (isFromDaemon() && Wording.DELAYED.isIn(subject)) {
      return true;
    }
    String opening = prose.substring(0, Math.min(prose.length(), OPENING));
    if (isAnswer() || AutoReplies.saysSo(mail)) {
      return isFromDaemon() && Wording.RETURNED.isIn(opening);
    }
    return Wording.RETURNED.isIn(opening)
        ? isFromDaemon() || hasCode()
        : isFromDaemon() && hasCode();
  }

  boolean isPersonsAnswer() {
    return isAnswer() && !isFromDaemon();
  }

  private boolean isAnswer() {
    return Wording.ANSWER.isIn(subject)
        || (mail.has("in-reply-to") && !mail.header("return-path").strip().equals("<>"));
  }

  private boolean isFromDaemon() {
    return mail.header("return-path").strip().equals("<>")
        || Wording.DAEMON.isIn(
            mail.header("from") + " " + mail.header("return-path") + " " + mail.header("sender"));
  }

  private boolean hasCode() {
    return SmtpReply.reported("", prose).hasCode();
  }

  List<Fate> fates() {
    List<String> each = perRecipient();
    List<String> told = each.size() > 1 ? each : List.of(prose);
    return told.stream().map(this::fate).toList();
  }

  private Fate fate(String told) {
    SmtpReply reply = SmtpReply.reported("", told);
    SmtpReply telling = reply.hasCode() ? reply : SmtpReply.reported("", told + "\n" + subject);
    boolean delayed = Wording.DELAYED.isIn(subject)
        || (Wording.DELAYED.isIn(told.substring(0, Math.min(told.length(), OPENING)))
            && (!reply.hasCode() || reply.isTemporary()));
    return new Fate(delayed ? Action.DELAYED : Action.FAILED, telling);
  }

  /** The paragraphs that begin with a recipient, as qmail and Postfix write them. */
  private List<String> perRecipient() {
    List<String> each = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    for (String line : prose.lines().toList()) {
      if (RECIPIENT.matcher(line).find()) {
        add(each, one);
        one.append(line).append('\n');
      } else if (!one.isEmpty() && line.isBlank()) {
        add(each, one);
      } else if (!one.isEmpty()) {
        one.append(line).append('\n');
      }
    }
    add(each, one);
    return each;
  }

  private static void add(List<String> each, StringBuilder one) {
    if (!one.isEmpty()) {
      each.add(one.toString());
      one.setLength(0);
    }
  }
}
