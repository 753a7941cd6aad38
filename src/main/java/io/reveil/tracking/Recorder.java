package io.reveil.tracking;

import static java.util.Comparator.comparingLong;

import io.reveil.consent.wording.PurposeKind;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Purpose;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.tracking.Wills.Will;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes what was fetched, many at once in one transaction, each by its mode. The person's word is read then, since a
 * refusal counts for mail already sent, too (A33); of somebody erased, or a mail that is not kept any more, nothing is
 * written.
 */
@Singleton
class Recorder {
  private static final String ANONYMOUS = "ANONYMOUS";

  private final Database database;
  private final Wills wills;
  private final Ceilings ceilings;
  private final HitCounts counts;
  private final Journal journal;
  private final LastOpens lastOpens;
  private final Installation installation;

  Recorder(
      Database database,
      Wills wills,
      Ceilings ceilings,
      HitCounts counts,
      Journal journal,
      LastOpens lastOpens,
      Installation installation) {
    this.database = database;
    this.wills = wills;
    this.ceilings = ceilings;
    this.counts = counts;
    this.journal = journal;
    this.lastOpens = lastOpens;
    this.installation = installation;
  }

  /** What this installation measures no more is left out, whatever stands in the token (A38). */
  void record(List<Fetched> fetched) {
    List<Fetched> group = fetched.stream().filter(ceilings::reach).toList();
    if (group.isEmpty()) {
      return;
    }
    database.write(() -> {
      Words words = words(group);
      List<Fetched> agreed = new ArrayList<>();
      // In order, so that two groups with the same people wait for each other and no more.
      Map<ContactId, LocalDate> days = new TreeMap<>(comparingLong(ContactId::value));
      HitCounts.Changes counted = counts.changes();
      for (Fetched one : group) {
        switch (one.of()) {
          case HitLink.OfPerson person -> {
            if (words.isAgreed(one.kind(), person.mail())) {
              agreed.add(one);
            }
          }
          case HitLink.DayOfPerson(SentMail mail) -> {
            if (isSeen(one) && mayKeepDay(words, mail)) {
              days.merge(mail.contact(), day(one.at()), Recorder::later);
            }
          }
          case HitLink.OfWave(long wave, long link) -> {
            if (isShown(one)) {
              counted.add(one.at(), one.kind(), wave, link, ANONYMOUS, 1);
            }
          }
        }
      }
      journal.append(agreed);
      lastOpens.keep(days);
      counts.write(counted);
    });
  }

  /** The letter may have been left since, and with it the reason why the day may be kept (A32). */
  private boolean mayKeepDay(Words words, SentMail mail) {
    return Optional.ofNullable(words.letters().get(mail))
        .filter(letter -> ceilings.allowDay(words.recorded(), mail.contact(), letter))
        .isPresent();
  }

  /** Whoever asks for headers only, or beforehand, shows nothing to anybody (C3). */
  private static boolean isShown(Fetched one) {
    return one.means() == Hit.Means.GET;
  }

  /**
   * A day is kept to tell who reads no more (A32). A program that fetches each image of each mail would put a SUNSET off for
   * good; what program it was is asked here and kept nowhere (C8).
   */
  private static boolean isSeen(Fetched one) {
    return isShown(one) && !AgentFamily.of(one.agent()).fetchesForNobody();
  }

  /**
   * What the people of a group said.
   *
   * @param agreed who agrees, where it makes no difference whose letter it was
   * @param letters the purpose of each of the other mails
   */
  private record Words(
      Map<PurposeKind, Set<ContactId>> agreed,
      Map<SentMail, Purpose> letters,
      Wills.Recorded recorded) {
    boolean isAgreed(HitKind kind, SentMail mail) {
      return Optional.ofNullable(agreed.get(kind.measuring()))
          .map(those -> those.contains(mail.contact()))
          .orElseGet(() -> will(kind, mail) == Will.AGREED);
    }

    /** A mail that is not known any more is nobody's to measure, and who was erased agrees to nothing. */
    Will will(HitKind kind, SentMail mail) {
      return Optional.ofNullable(letters.get(mail))
          .map(letter -> recorded.will(mail.contact(), letter, kind.measuring()))
          .orElse(Will.REFUSED);
    }
  }

  /** Where it makes no difference whose letter it was, that is not looked up: it would be the dearest of all statements. */
  private Words words(List<Fetched> group) {
    Map<PurposeKind, Set<ContactId>> agreed = new EnumMap<>(PurposeKind.class);
    Set<SentMail> mails = new LinkedHashSet<>();
    Set<SentMail> days = new HashSet<>();
    Set<PurposeKind> kinds = EnumSet.noneOf(PurposeKind.class);
    for (Fetched one : group) {
      PurposeKind kind = one.kind().measuring();
      switch (one.of()) {
        case HitLink.OfPerson(SentMail mail, long _)
        when wills.isOne(kind) ->
          agreed.computeIfAbsent(kind, _ -> new HashSet<>()).add(mail.contact());
        case HitLink.OfPerson(SentMail mail, long _) -> {
          mails.add(mail);
          kinds.add(kind);
        }
        case HitLink.DayOfPerson(SentMail mail) -> {
          mails.add(mail);
          days.add(mail);
          kinds.add(kind);
        }
        case HitLink.OfWave _ -> {
          // Nobody's.
        }
      }
    }
    agreed.replaceAll(wills::agreed);
    Map<SentMail, Purpose> letters = letters(mails);
    return new Words(
        agreed,
        letters,
        wills.of(
            mails.stream().map(SentMail::contact).distinct().toList(),
            Set.copyOf(letters.values()),
            kinds,
            days.stream()
                .flatMap(mail -> Optional.ofNullable(letters.get(mail)).stream())
                .toList()));
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, installation.zone());
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  /** The purpose of each mail that is named. Two lists of keys would be as many seeks as their product. */
  private Map<SentMail, Purpose> letters(Set<SentMail> mails) {
    Map<SentMail, Purpose> found = new HashMap<>();
    if (!mails.isEmpty()) {
      List<Object> values = new ArrayList<>(people(mails));
      int people = values.size();
      LongSummaryStatistics messages =
          mails.stream().mapToLong(SentMail::messageId).summaryStatistics();
      values.add(messages.getMin());
      values.add(messages.getMax());
      database
          .list(
              """
              SELECT contact_id, message_id, purpose
                FROM message
               WHERE contact_id IN (%s)
                 AND message_id BETWEEN ? AND ?
                 AND purpose IS NOT NULL
              """.formatted(Database.marks(people)),
              row -> Map.entry(
                  new SentMail(new ContactId(row.getLong(1)), row.getLong(2)),
                  new Purpose(row.getString(3))),
              values.toArray())
          .forEach(letter -> found.put(letter.getKey(), letter.getValue()));
    }
    return found;
  }

  private static Set<Long> people(Set<SentMail> mails) {
    return mails.stream().map(mail -> mail.contact().value()).collect(Collectors.toSet());
  }
}
