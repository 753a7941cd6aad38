package io.reveil.bounce.report;

import io.reveil.bounce.reading.Fate;
import io.reveil.bounce.reading.Returned;
import io.reveil.bounce.reading.ReturnedMail;
import io.reveil.delivery.ReplyClass;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Makes a report of a mail that came back. */
@Singleton
public final class MailReports {
  private final Origins origins;

  MailReports(Origins origins) {
    this.origins = origins;
  }

  /**
   * Of any bytes whatever; nothing if the mail does not look as if it had to do with one of ours.
   *
   * @param raw the mail, or its first megabyte
   */
  public Optional<Report> read(byte[] raw, Instant at) {
    ReturnedMail mail = ReturnedMail.read(raw);
    return mail.traces().claimAny()
        ? Optional.of(new Report(
            Source.MAILBOX,
            Report.key(Source.MAILBOX, raw),
            origins.find(mail.traces()),
            said(mail.returned()),
            at))
        : Optional.empty();
  }

  private static Said said(Returned returned) {
    return switch (returned) {
      case Returned.Bounced bounced -> said(bounced);
      case Returned.Complained(var complaint) -> new Said.Complained(complaint);
      case Returned.Replied _ -> new Said.Replied();
      case Returned.AutoReplied(boolean isSure) ->
        isSure ? new Said.AutoReplied() : new Said.Unclear();
      case Returned.Other _ -> new Said.Unclear();
    };
  }

  /** With the words of the recipient whose failure counts. */
  private static Said said(Returned.Bounced bounced) {
    return bounced
        .replyClass()
        .<Said>map(why -> failed(bounced, why))
        .orElseGet(() -> bounced.fates().stream()
            .filter(Fate::arrived)
            .findFirst()
            .<Said>map(_ -> new Said.Arrived())
            .orElseGet(() -> delayed(bounced.fates().getFirst())));
  }

  private static Said failed(Returned.Bounced bounced, ReplyClass why) {
    Fate fate = bounced.fates().stream()
        .filter(one -> one.replyClass().filter(why::equals).isPresent())
        .findFirst()
        .orElseThrow();
    return new Said.Failed(why, fate.reply().code(), fate.reply().text());
  }

  private static Said delayed(Fate fate) {
    return new Said.Delayed(fate.reply().code(), fate.reply().text());
  }
}
