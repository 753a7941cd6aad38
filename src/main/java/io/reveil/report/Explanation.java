package io.reveil.report;

import io.reveil.activity.Standing;
import io.reveil.campaign.Arm;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.sequence.Ways;
import io.reveil.contact.ContactState;
import io.reveil.delivery.queue.MailHistory;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One sentence on one person: why they are active or not, whether they may be written to, where they stand in a
 * campaign, and what became of its last mail (promise 4).
 */
@Singleton
class Explanation {
  private final Installation installation;

  Explanation(Installation installation) {
    this.installation = installation;
  }

  String sentence(Person person, Language language) {
    List<String> parts = new ArrayList<>();
    parts.add(activity(person, language));
    person.purposes().forEach(purpose -> parts.add(permission(purpose, language)));
    parts.add(
        person.ways().isEmpty()
            ? in(language, "in no campaign", "dans aucune campagne")
            : way(person.ways().getLast(), language));
    lastMail(person)
        .ifPresent(mail -> parts.add(MailWords.of(mail, installation.zone(), language)));
    String semicolon = in(language, "; ", "\u202F; ");
    return String.join(semicolon, parts) + ".";
  }

  /** Of the present or last campaign; of any kind for somebody who was in none. */
  private static Optional<MailHistory.Mail> lastMail(Person person) {
    if (person.ways().isEmpty()) {
      return person.mails().stream().findFirst();
    }
    long campaign = person.ways().getLast().enrolment().campaignId();
    return person.mails().stream()
        .filter(mail -> mail.stage().isPresent() && mail.originId() == campaign)
        .findFirst();
  }

  private static String activity(Person person, Language language) {
    if (person.contact().state() == ContactState.PENDING || person.activity().isEmpty()) {
      return in(
          language,
          "Asked for mail and has not confirmed",
          "A demandé la lettre et n’a pas confirmé");
    }
    Standing standing = person.activity().orElseThrow();
    String since = Words.date(standing.silentSince(), language);
    String heard = heard(standing, language);
    return switch (standing.status()) {
      case NEW ->
        in(
            language,
            "New: known since " + since + ", and not heard of yet",
            "Nouveau\u00A0: connu depuis le " + since + ", sans signe encore");
      case UNEXPOSED ->
        in(
            language,
            "Not judged by silence: " + heard + ", and " + mails(standing.exposures(), Language.EN)
                + " since is too few to tell",
            "Non jugé sur son silence\u00A0: " + heard + ", et "
                + mails(standing.exposures(), Language.FR)
                + " depuis, c’est trop peu pour le dire");
      case ACTIVE -> in(language, "Active: ", "Actif\u00A0: ") + heard;
      case COOLING -> in(language, "Cooling: ", "Se refroidit\u00A0: ") + heard;
      case INACTIVE -> in(language, "Inactive: ", "Inactif\u00A0: ") + heard;
      case DORMANT -> in(language, "Dormant: ", "Dormant\u00A0: ") + heard;
      case EXPIRING -> {
        String due = Words.date(standing.retentionDueOn(), language);
        yield in(language, "Expiring: ", "Arrive à terme\u00A0: ")
            + heard
            + in(language, ", and erasure is due on ", ", et l’effacement est dû le ")
            + due;
      }
    };
  }

  private static String heard(Standing standing, Language language) {
    String since = Words.date(standing.silentSince(), language);
    return standing
        .lastSignKind()
        .map(kind -> in(
            language,
            "the last sign of life was %s on %s".formatted(sign(kind, Language.EN), since),
            "le dernier signe de vie est %s, le %s".formatted(sign(kind, Language.FR), since)))
        .orElseGet(() -> in(
            language, "no sign of life since " + since, "aucun signe de vie depuis le " + since));
  }

  private static String mails(int count, Language language) {
    return switch (language) {
      case EN -> count == 1 ? "1 mail" : count + " mails";
      case FR -> count < 2 ? count + " lettre" : count + " lettres";
    };
  }

  private static String sign(String kind, Language language) {
    return switch (kind) {
      case "STAYED" -> in(language, "a “stay”", "un «\u00A0je reste\u00A0»");
      case "CONFIRMED" -> in(language, "a confirmation", "une confirmation");
      case "PREFERENCES" -> in(language, "a change of preferences", "un changement de préférences");
      case "REPLIED" -> in(language, "an answer by mail", "une réponse par courriel");
      case "CLICKED" -> in(language, "a click", "un clic");
      case "purchase" -> in(language, "a purchase", "un achat");
      case "login" -> in(language, "a login", "une connexion");
      case "call" -> in(language, "a call", "un appel");
      case "return" -> in(language, "a return", "un retour de commande");
      default -> in(language, "an event “" + kind + "”", "un évènement «\u00A0" + kind + "\u00A0»");
    };
  }

  private static String permission(Person.Writable writable, Language language) {
    String name = writable.purpose().text(language).name();
    return writable
        .objection()
        .map(reason -> in(
            language,
            "may not be written to for “%s” (%s)"
                .formatted(name, clause(reason.sentence(Language.EN))),
            "on ne peut pas lui écrire pour «\u00A0%s\u00A0» (%s)"
                .formatted(name, clause(reason.sentence(Language.FR)))))
        .orElseGet(() -> in(
            language,
            "may be written to for “" + name + "”",
            "on peut lui écrire pour «\u00A0" + name + "\u00A0»"));
  }

  /** A sentence as part of another. */
  static String clause(String sentence) {
    String open = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return open.substring(0, 1).toLowerCase(Locale.ROOT) + open.substring(1);
  }

  private String way(Ways.Way way, Language language) {
    Enrolment enrolment = way.enrolment();
    String name = way.campaign();
    return switch (enrolment.state()) {
      case ACTIVE ->
        enrolment.arm() == Arm.HELD_OUT
            ? in(
                language,
                "held out of " + name + " to compare: gets none of its mails",
                "dans le groupe témoin de " + name + "\u00A0: n’en reçoit aucune lettre")
            : active(way, language);
      case EXITED -> {
        String when = ended(enrolment, language);
        String why =
            enrolment.exitReason().map(reason -> exit(reason, language)).orElse("");
        yield in(
            language,
            "left " + name + when + " (" + why + ")",
            "sorti de " + name + when + " (" + why + ")");
      }
      case COMPLETED -> {
        String when = ended(enrolment, language);
        yield enrolment.arm() == Arm.HELD_OUT
            ? in(
                language,
                "was held out of " + name + " to compare",
                "a été dans le groupe témoin de " + name)
            : in(
                language,
                "went through " + name + " without an answer" + when,
                "a reçu tout " + name + " sans répondre" + when);
      }
    };
  }

  private static String active(Ways.Way way, Language language) {
    String at = in(
        language,
        "in " + way.campaign() + " at stage “" + way.stage().id() + "”",
        "dans " + way.campaign() + ", étape «\u00A0" + way.stage().id() + "\u00A0»");
    return way.enrolment()
        .dueOn()
        .map(due -> at + next(way.lastStage(), due, language))
        .orElseGet(
            () -> at + in(language, ", whose mail is on its way", ", dont la lettre est en route"));
  }

  private static String next(boolean last, LocalDate due, Language language) {
    String day = Words.date(due, language);
    return last
        ? in(
            language,
            ", the last, which waits for an answer until " + day,
            ", la dernière, qui attend une réponse jusqu’au " + day)
        : in(language, ", the next one due on " + day, ", la suivante prévue le " + day);
  }

  private String ended(Enrolment enrolment, Language language) {
    return enrolment
        .endedAt()
        .map(at -> in(language, " on ", " le ") + Words.date(on(at), language))
        .orElse("");
  }

  private LocalDate on(Instant moment) {
    return LocalDate.ofInstant(moment, installation.zone());
  }

  private static String exit(ExitReason reason, Language language) {
    return switch (reason) {
      case STAYED -> in(language, "stays", "reste");
      case CLICKED -> in(language, "followed a link", "a suivi un lien");
      case PURCHASED -> in(language, "bought", "a acheté");
      case PREFERENCES -> in(language, "changed their preferences", "a changé ses préférences");
      case REPLIED -> in(language, "answered by mail", "a répondu par courriel");
      case COMPLAINED ->
        in(language, "called the mail spam", "a signalé la lettre comme indésirable");
      case HARD_BOUNCE, UNDELIVERABLE ->
        in(language, "the address does not exist", "l’adresse n’existe pas");
      case WITHDRAWN -> in(language, "withdrew consent", "consentement retiré");
      case SUPPRESSED -> in(language, "on the suppression list", "sur la liste repoussoir");
      case RESTRICTED -> in(language, "data frozen", "données gelées");
      case NO_ADDRESS -> in(language, "no address", "sans adresse");
      case NO_BASIS ->
        in(language, "nothing allows writing any more", "plus rien ne permet d’écrire");
      case STOPPED -> in(language, "the wave was stopped", "la vague a été arrêtée");
      case WINDOW_ENDED ->
        in(language, "the mail could not leave in time", "la lettre n’a pu partir à temps");
    };
  }

  static String in(Language language, String english, String french) {
    return switch (language) {
      case EN -> english;
      case FR -> french;
    };
  }
}
