package io.reveil.report;

import static io.reveil.report.Explanation.clause;
import static io.reveil.report.Explanation.in;

import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.queue.MailHistory.Mail;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import io.reveil.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What became of one mail, and why, in words (promise 4). */
final class MailWords {
  private final Mail mail;
  private final ZoneId zone;
  private final Language language;

  private MailWords(Mail mail, ZoneId zone, Language language) {
    this.mail = mail;
    this.zone = zone;
    this.language = language;
  }

  static String of(Mail mail, ZoneId zone, Language language) {
    MailWords words = new MailWords(mail, zone, language);
    return words.name() + in(language, ": ", "\u00A0: ") + words.outcome();
  }

  private String name() {
    return mail.stage()
        .map(stage -> in(language, "mail “" + stage + "”", "lettre «\u00A0" + stage + "\u00A0»"))
        .orElseGet(() -> mail.kind().equals("DOI")
            ? in(language, "confirmation mail", "lettre de confirmation")
            : in(
                language,
                "mail “" + mail.kind() + "”",
                "lettre «\u00A0" + mail.kind() + "\u00A0»"));
  }

  private String outcome() {
    return switch (mail.state()) {
      case QUEUED -> in(language, "waiting since ", "en attente depuis le ") + day(mail.queuedAt());
      case SENT -> in(language, "sent", "envoyée") + settled() + returned() + complained();
      case DEFERRED ->
        in(language, "not taken by the relay yet", "pas encore prise par le relais")
            + because(this::refusal)
            + again();
      case HELD ->
        in(language, "not now", "pas maintenant") + because(Function.identity()) + again();
      case FAILED ->
        in(language, "refused by the relay", "refusée par le relais")
            + settled()
            + because(this::refusal);
      case DROPPED ->
        in(language, "not sent", "non envoyée")
            + mail.reason()
                .map(code -> in(language, ": ", "\u00A0: ") + objection(code))
                .orElse("");
      case UNKNOWN ->
        in(language, "in doubt since a crash", "en doute depuis un arrêt brutal")
            + settled()
            + in(language, ", and not sent again", ", et pas renvoyée");
    };
  }

  private String day(Instant moment) {
    return Words.date(moment.atZone(zone).toLocalDate(), language);
  }

  private String settled() {
    return mail.settledAt().map(at -> in(language, " on ", " le ") + day(at)).orElse("");
  }

  private String returned() {
    return mail.returned()
        .map(back -> in(language, ", and came back on ", ", et revenue le ")
            + day(back.at())
            + " ("
            + refusal(back.why().name())
            + ")")
        .orElse("");
  }

  private String complained() {
    return mail.complainedAt()
        .map(at ->
            in(language, ", and called spam on ", ", et signalée comme indésirable le ") + day(at))
        .orElse("");
  }

  private String again() {
    return mail.dueAt()
        .map(due -> in(language, ", tried again on ", ", nouvel essai le ")
            + Words.moment(due.atZone(zone), language))
        .orElse("");
  }

  private String because(Function<String, String> words) {
    return mail.reason().map(words).map(reason -> " (" + reason + ")").orElse("");
  }

  private String refusal(String code) {
    return named(ReplyClass.values(), code)
        .map(reply -> switch (reply) {
          case HARD -> in(language, "the address does not exist", "l’adresse n’existe pas");
          case SOFT ->
            in(
                language,
                "the mailbox or its host could not take it",
                "la boîte ou son hébergeur n’a pu la prendre");
          case BLOCK ->
            in(
                language,
                "for our sending, not for the address",
                "à cause de notre envoi, pas de l’adresse");
          case CONTENT -> in(language, "for the mail itself", "à cause de la lettre elle-même");
        })
        .orElse(code);
  }

  private String objection(String code) {
    return named(NoMail.values(), code)
        .map(reason -> clause(reason.sentence(language)))
        .orElse(code);
  }

  /** A code of a later version has no words yet and speaks for itself. */
  private static <E extends Enum<E>> Optional<E> named(E[] all, String code) {
    return Arrays.stream(all).filter(one -> one.name().equals(code)).findFirst();
  }
}
