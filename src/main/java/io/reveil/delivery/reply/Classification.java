package io.reveil.delivery.reply;

import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one reading of what servers answer: enhanced code first, then the basic code, then the words (B23). Where it
 * errs, it errs for the person: only what clearly speaks of the address is HARD.
 */
final class Classification {
  /** Enhanced codes whose meaning is not that of their family. */
  private static final Map<String, ReplyClass> BY_ENHANCED = Map.ofEntries(
      Map.entry("1.1", ReplyClass.HARD),
      Map.entry("1.2", ReplyClass.HARD),
      Map.entry("1.3", ReplyClass.HARD),
      Map.entry("1.4", ReplyClass.HARD),
      Map.entry("1.6", ReplyClass.HARD),
      // Of the sender: Postfix looks at it as late as RCPT.
      Map.entry("1.7", ReplyClass.BLOCK),
      Map.entry("1.8", ReplyClass.BLOCK),
      Map.entry("1.10", ReplyClass.HARD),
      // Exchange Online: the next server knows no such recipient; we sent too much; no such domain.
      Map.entry("1.351", ReplyClass.HARD),
      Map.entry("1.90", ReplyClass.BLOCK),
      Map.entry("4.310", ReplyClass.HARD),
      Map.entry("2.2", ReplyClass.SOFT),
      Map.entry("2.3", ReplyClass.SOFT),
      Map.entry("3.4", ReplyClass.CONTENT),
      Map.entry("4.4", ReplyClass.HARD),
      Map.entry("4.5", ReplyClass.BLOCK),
      Map.entry("4.6", ReplyClass.SOFT),
      // The account is disabled; the mailbox or its domain has another owner.
      Map.entry("7.13", ReplyClass.HARD),
      Map.entry("7.17", ReplyClass.HARD),
      Map.entry("7.18", ReplyClass.HARD));

  /** Codes that speak of a mailbox whatever the words. */
  private static final Set<String> OF_THE_MAILBOX = Set.of("5.7.13", "5.7.17", "5.7.18");

  private final SmtpReply reply;
  private final String said;

  Classification(SmtpReply reply) {
    this.reply = reply;
    this.said = PlainWords.withoutNames(reply.text());
  }

  ReplyClass replyClass() {
    ReplyClass replyClass = reply.enhanced().isEmpty() ? byBasic() : byEnhanced();
    return replyClass == ReplyClass.HARD ? unlessOfSomethingElse() : replyClass;
  }

  /**
   * What is refused for now says nothing final of an address; a refused sender, and a server that is on a list, say
   * nothing of it at all, whatever the code.
   */
  private ReplyClass unlessOfSomethingElse() {
    if (reply.stage() == Stage.MAIL || speaksOf(Meaning.REPUTATION) || isOfARuleAlone()) {
      return ReplyClass.BLOCK;
    }
    return isForNow() ? ReplyClass.SOFT : ReplyClass.HARD;
  }

  /** A code of an address over words that know of no address; what a server is called is no word of a rule. */
  private boolean isOfARuleAlone() {
    return !OF_THE_MAILBOX.contains(reply.enhanced())
        && Meaning.POLICY.isIn(PlainWords.withoutHosts(said))
        && !speaksOf(Meaning.NO_MAILBOX)
        && !speaksOf(Meaning.INACTIVE)
        && !speaksOf(Meaning.NO_HOST);
  }

  private boolean isForNow() {
    return (reply.isTemporary() && !isGivenUp())
        || speaksOf(Meaning.FULL)
        || speaksOf(Meaning.TOO_MUCH_FOR_NOW)
        || speaksOf(Meaning.CLOSED_FOR_NOW)
        || speaksOf(Meaning.DOMAIN_UNASKED);
  }

  /** Gmail reports a domain that does not exist as 4.0.0: no server answered, and nobody tries again. */
  private boolean isGivenUp() {
    return reply.basic() == 0 && !reply.isSpecific() && speaksOf(Meaning.NO_HOST);
  }

  private ReplyClass byEnhanced() {
    String detail = reply.enhanced().substring(2);
    ReplyClass known = BY_ENHANCED.get(detail);
    if (known != null) {
      return known;
    }
    if (detail.equals("4.7")) {
      return byLastTry();
    }
    return switch (detail.charAt(0)) {
      case '7' -> maySpeakOfAMailbox(detail) ? ofAMailbox() : ReplyClass.BLOCK;
      case '6' -> ReplyClass.CONTENT;
      case '1' -> byWords().orElse(detail.equals("1.0") ? ReplyClass.HARD : ReplyClass.BLOCK);
      case '2' -> detail.equals("2.1") ? ofADisabledMailbox() : byWords().orElse(ReplyClass.SOFT);
      case '3', '4' ->
        speaksOf(Meaning.NOT_IN_DIRECTORY) && detail.equals("4.1")
            ? ReplyClass.HARD
            : byWords().orElse(ReplyClass.SOFT);
      case '0' -> byBasic();
      default -> byWords().orElse(reply.isTemporary() ? ReplyClass.SOFT : ReplyClass.BLOCK);
    };
  }

  /** AOL said 5.2.1 to what it did not like; but a refusal without a reason is that of the code. */
  private ReplyClass ofADisabledMailbox() {
    return byWords()
        .filter(byWords -> byWords != ReplyClass.BLOCK || isOfUs())
        .orElse(ReplyClass.HARD);
  }

  /** Whoever gave up for lack of time may say what stood in the way until then. */
  private ReplyClass byLastTry() {
    return isOfUs() || speaksOf(Meaning.RULE_CODE) ? ReplyClass.BLOCK : ReplyClass.SOFT;
  }

  /** Many say 5.7.1 to whatever they refuse: Yandex, that there is no such user. */
  private boolean maySpeakOfAMailbox(String detail) {
    return (detail.equals("7.0") || detail.equals("7.1")) && !isOfUs();
  }

  private ReplyClass ofAMailbox() {
    if (speaksOf(Meaning.FULL)) {
      return ReplyClass.SOFT;
    }
    return !speaksOf(Meaning.UNWELCOME)
            && !isOfTheSenderAlone()
            && (speaksOf(Meaning.NO_MAILBOX) || speaksOf(Meaning.INACTIVE))
        ? ReplyClass.HARD
        : ReplyClass.BLOCK;
  }

  private ReplyClass byBasic() {
    return switch (reply.basic()) {
      // They end the conversation: of our rate, unless they say that nobody is there.
      case 421 -> speaksOf(Meaning.UNREACHABLE) && !isOfUs() ? ReplyClass.SOFT : ReplyClass.BLOCK;
      case 552 -> speaksOf(Meaning.FULL) ? ReplyClass.SOFT : byWords().orElse(ReplyClass.CONTENT);
      case 556 -> ReplyClass.HARD;
      case 550, 551, 553 ->
        byWords().orElse(isOfTheAddressee() ? ReplyClass.HARD : ReplyClass.BLOCK);
      // No code at all: it did not arrive, and nobody says whose fault that is.
      case 0 -> byWords().orElse(ReplyClass.SOFT);
      default -> byWords().orElse(reply.isTemporary() ? ReplyClass.SOFT : ReplyClass.BLOCK);
    };
  }

  private boolean isOfTheAddressee() {
    return reply.stage() == Stage.RCPT
        || (reply.stage() == Stage.UNTOLD && speaksOf(Meaning.ADDRESSEE));
  }

  /** The order matters: what speaks of us comes before what seems to speak of the address. */
  private Optional<ReplyClass> byWords() {
    if (speaksOf(Meaning.FULL)) {
      return Optional.of(ReplyClass.SOFT);
    }
    if (speaksOf(Meaning.INACTIVE)) {
      return Optional.of(ReplyClass.HARD);
    }
    if (isOfUs()) {
      return Optional.of(ReplyClass.BLOCK);
    }
    if (speaksOf(Meaning.CONTENT)) {
      return Optional.of(ReplyClass.CONTENT);
    }
    if (isOfTheSenderAlone()) {
      return Optional.of(ReplyClass.BLOCK);
    }
    if (speaksOf(Meaning.NO_MAILBOX) || speaksOf(Meaning.NO_HOST)) {
      return Optional.of(ReplyClass.HARD);
    }
    if (speaksOf(Meaning.UNREACHABLE)) {
      return Optional.of(ReplyClass.SOFT);
    }
    if (speaksOf(Meaning.UNWELCOME) || speaksOf(Meaning.SENDER_NAMED)) {
      return Optional.of(ReplyClass.BLOCK);
    }
    return speaksOf(Meaning.TOO_MUCH_FOR_NOW) || speaksOf(Meaning.LATER)
        ? Optional.of(ReplyClass.SOFT)
        : Optional.empty();
  }

  /** What does not exist is then the sender. */
  private boolean isOfTheSenderAlone() {
    return speaksOf(Meaning.SENDER_NAMED) && !speaksOf(Meaning.ADDRESSEE);
  }

  private boolean isOfUs() {
    return speaksOf(Meaning.SENDER) || speaksOf(Meaning.REPUTATION) || speaksOf(Meaning.POLICY);
  }

  private boolean speaksOf(Meaning meaning) {
    return meaning.isIn(said);
  }
}
