package io.reveil.bounce.reading;

import io.reveil.bounce.reading.Returned.AutoReplied;
import io.reveil.bounce.reading.Returned.Bounced;
import io.reveil.bounce.reading.Returned.Complained;
import io.reveil.bounce.reading.Returned.Other;
import io.reveil.bounce.reading.Returned.Replied;
import java.util.List;
import java.util.Optional;

/**
 * A mail that came back, read.
 *
 * @param traces where to look for the message of ours that it speaks of
 */
public record ReturnedMail(Returned returned, Traces traces) {
  /** Of any bytes whatever. What machines write for machines counts before what they write for people. */
  public static ReturnedMail read(byte[] raw) {
    Incoming mail = MailParser.read(raw);
    return new ReturnedMail(judge(mail), Traces.of(mail));
  }

  private static Returned judge(Incoming mail) {
    Optional<Complaint> complaint = FeedbackReport.in(mail);
    if (complaint.isPresent()) {
      return new Complained(complaint.get());
    }
    ProseReport report = new ProseReport(mail);
    List<Fate> fates = fates(mail, report);
    if (!fates.isEmpty()) {
      return new Bounced(fates);
    }
    if (report.isOne()) {
      return new Bounced(report.fates());
    }
    if (AutoReplies.isOne(mail)) {
      return new AutoReplied(true);
    }
    if (AutoReplies.mayBeOne(mail)) {
      return new AutoReplied(false);
    }
    return isAnswer(mail) ? new Replied() : new Other();
  }

  /**
   * Of the report itself; or of one that was handed on within another mail, whose own words then say why. Not of one
   * that a person quotes.
   */
  private static List<Fate> fates(Incoming mail, ProseReport report) {
    boolean quoted = report.isPersonsAnswer();
    List<Fate> fates = mail.leaves().stream()
        .filter(leaf -> leaf.nested() == 0 && !(quoted && leaf.type().startsWith("text/")))
        .flatMap(leaf -> StatusFields.in(leaf.text(), report.prose()).stream())
        .toList();
    return fates.isEmpty() && !quoted
        ? mail.leaves().stream()
            .filter(leaf -> leaf.nested() > 0 && leaf.type().contains("delivery-status"))
            .flatMap(leaf -> StatusFields.in(leaf.text(), report.prose()).stream())
            .toList()
        : fates;
  }

  private static boolean isAnswer(Incoming mail) {
    return mail.header("from").contains("@")
        && (mail.has("in-reply-to")
            || mail.has("references")
            || Wording.ANSWER.isIn(mail.header("subject")));
  }
}
