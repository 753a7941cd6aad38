package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Slices;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What consents rest on, for many contacts at once (F12). */
@Singleton
public final class Grounds {
  private static final Set<String> NO_WISH =
      Set.of(Objection.Means.NOT_ME.name(), Evidence.AddressLeft.MEANS);

  private final Database database;
  private final ConsentSubjects subjects;

  Grounds(Database database, ConsentSubjects subjects) {
    this.database = database;
    this.subjects = subjects;
  }

  /** The act that decided a state. */
  private record Decision(ContactId contact, long event, ConsentAct act) {}

  /** By key; keys of which nothing decided anything are absent. Three statements per thousand contacts. */
  public Map<ConsentKey, Ground> list(Collection<ContactId> contacts) {
    Map<ConsentKey, Ground> grounds = new HashMap<>();
    decided(contacts)
        .forEach((key, decided) -> grounds.put(key, ground(decided.act(), decided.opened())));
    return grounds;
  }

  /** What stands today by the confirmation of this request, which its evidence names. */
  public List<ConsentKey> grantedBy(ContactId contact, long requestId) {
    return decidedBy(contact, requestId).entrySet().stream()
        .filter(decided -> decided.getValue().act() == ConsentAct.GRANTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** As {@link #grantedBy(ContactId, long)}, of what was confirmed from this mailbox. */
  public List<ConsentKey> grantedBy(ContactId contact, long requestId, EmailAddress mailbox) {
    Set<Long> confirmed = confirmedFrom(contact, mailbox);
    return decidedBy(contact, requestId).entrySet().stream()
        .filter(decided -> decided.getValue().act() == ConsentAct.GRANTED
            && confirmed.contains(decided.getValue().event()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What the person ended and did not begin again. Not what they say was never theirs, of which they know nothing; nor what
   * ended with a former address, which has a ban of its own (B11, A43).
   */
  public List<ConsentKey> withdrawn(ContactId contact) {
    return decided(List.of(contact)).entrySet().stream()
        .filter(decided -> decided.getValue().act() == ConsentAct.WITHDRAWN
            && decided.getValue().opened("means").filter(NO_WISH::contains).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether what this request granted ended by "this was not me", and nothing was decided since. */
  public boolean isDenied(ContactId contact, long requestId) {
    return decidedBy(contact, requestId).values().stream()
        .anyMatch(
            decided -> decided.opened("means").equals(Optional.of(Objection.Means.NOT_ME.name())));
  }

  /**
   * The press that brought a consent to where it stands.
   *
   * @param means one of {@link Objection.Means}, or {@link Evidence.Undone#MEANS}
   * @param mail whose link led to it
   * @param stood whether anything allowed writing until then
   */
  public record ByLink(String means, long mail, boolean stood) {}

  /** By the link of which mail it came to where it stands; empty if by none, or if anything was recorded since. */
  public Optional<ByLink> byLink(CurrentConsent standing) {
    Map<String, String> opened = new HashMap<>();
    database.list(
        """
        SELECT name, opened
          FROM consent_opening
         WHERE contact_id = ?
           AND event_id = ?
           AND name IN ('means', 'messageId')
        """,
        row -> opened.put(row.getString("name"), row.getString("opened")) == null,
        standing.key().contact().value(),
        standing.eventId());
    return Optional.ofNullable(opened.get("means"))
        .flatMap(means -> Optional.ofNullable(opened.get("messageId"))
            .map(mail -> new ByLink(means, Long.parseLong(mail), stoodBefore(standing))));
  }

  private boolean stoodBefore(CurrentConsent standing) {
    ConsentKey key = standing.key();
    return database
        .first(
            """
            SELECT e.basis
              FROM consent_subject s
              JOIN consent_event e ON e.subject_ref = s.subject_ref
             WHERE s.contact_id = ?
               AND e.channel = ?
               AND e.purpose = ?
               AND e.version = ?
            """,
            row -> Columns.constant(row, "basis", Basis.class),
            key.contact().value(),
            key.channel(),
            key.purpose().id(),
            standing.version() - 1)
        .filter(basis -> basis != Basis.NONE)
        .isPresent();
  }

  /** The act that decided a state, and what it says. */
  private record Decided(ConsentAct act, long event, Map<String, String> opened) {
    Optional<String> opened(String name) {
      return Optional.ofNullable(opened.get(name));
    }
  }

  /** What stands as an act of this request left it. */
  private Map<ConsentKey, Decided> decidedBy(ContactId contact, long requestId) {
    Map<ConsentKey, Decided> decided = decided(List.of(contact));
    decided
        .values()
        .removeIf(one -> !one.opened("requestId").equals(Optional.of(Long.toString(requestId))));
    return decided;
  }

  private Map<ConsentKey, Decided> decided(Collection<ContactId> contacts) {
    Map<ConsentKey, Decision> decisions = decisions(contacts);
    Map<Long, Map<String, String>> opened = opened(decisions.values());
    Map<ConsentKey, Decided> decided = new HashMap<>();
    decisions.forEach((key, decision) -> decided.put(
        key,
        new Decided(
            decision.act(), decision.event(), opened.getOrDefault(decision.event(), Map.of()))));
    return decided;
  }

  private Set<Long> confirmedFrom(ContactId contact, EmailAddress mailbox) {
    Set<Long> events = new HashSet<>();
    database.list(
        "SELECT event_id, opened FROM consent_opening WHERE contact_id = ? AND name = 'address'",
        row -> EmailAddress.parse(row.getString("opened")).equals(Optional.of(mailbox))
            && events.add(row.getLong("event_id")),
        contact.value());
    return events;
  }

  /** When what stood was found never to have been valid, each time (E5). A statement per thousand contacts. */
  public Map<ConsentKey, Set<Instant>> invalidations(Collection<ContactId> contacts) {
    Map<ConsentKey, Set<Instant>> found = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
      database
          .list(
              """
              SELECT s.contact_id, e.channel, e.purpose, e.occurred_at
                FROM consent_subject s
                JOIN consent_event e ON e.subject_ref = s.subject_ref
               WHERE s.contact_id IN (%s)
                 AND e.act = 'INVALIDATED'
              """.formatted(Database.marks(ids.size())),
              row -> Map.entry(
                  new ConsentKey(
                      new ContactId(row.getLong("contact_id")),
                      Columns.constant(row, "channel", Channel.class),
                      new Purpose(row.getString("purpose"))),
                  Columns.instant(row, "occurred_at")),
              ids.toArray())
          .forEach(
              one -> found.computeIfAbsent(one.getKey(), _ -> new HashSet<>()).add(one.getValue()));
    }
    return found;
  }

  private static Ground ground(ConsentAct act, Map<String, String> opened) {
    String source = Stream.of("source", "contract", "formId", "means", "page", "rule")
        .flatMap(name -> Optional.ofNullable(opened.get(name)).stream())
        .findFirst()
        .orElse("");
    String missing = opened.getOrDefault("missing", opened.getOrDefault("reason", ""));
    return new Ground(act, source, missing);
  }

  /** The latest version wins. Requests, their mail, their end and stays decide nothing. */
  private Map<ConsentKey, Decision> decisions(Collection<ContactId> contacts) {
    Map<ByteBuffer, ContactId> owners = new HashMap<>();
    subjects
        .list(contacts)
        .forEach((contact, subject) -> owners.put(ByteBuffer.wrap(subject.reference()), contact));
    Map<ConsentKey, Decision> decisions = new HashMap<>();
    for (List<ByteBuffer> slice : Slices.of(owners.keySet(), key -> key)) {
      database.list(
          """
          SELECT subject_ref, event_id, channel, purpose, act
            FROM consent_event
           WHERE subject_ref IN (%s)
             AND act NOT IN ('REQUESTED', 'DOI_SENT', 'RECONFIRMED', 'EXPIRED', 'ERASED')
           ORDER BY version
          """.formatted(Database.marks(slice.size())),
          row -> {
            ContactId contact = owners.get(ByteBuffer.wrap(row.getBytes("subject_ref")));
            return contact != null
                && decisions.put(
                        new ConsentKey(
                            contact,
                            Columns.constant(row, "channel", Channel.class),
                            new Purpose(row.getString("purpose"))),
                        new Decision(
                            contact,
                            row.getLong("event_id"),
                            Columns.constant(row, "act", ConsentAct.class)))
                    == null;
          },
          slice.stream().map(ByteBuffer::array).toArray());
    }
    return decisions;
  }

  private Map<Long, Map<String, String>> opened(Collection<Decision> decisions) {
    Map<Long, Map<String, String>> opened = new HashMap<>();
    for (List<Long> ids : Slices.of(decisions, decision -> decision.contact().value())) {
      database.list(
          """
          SELECT event_id, name, opened
            FROM consent_opening
           WHERE contact_id IN (%s)
             AND name IN ('source', 'contract', 'formId', 'means', 'page', 'rule', 'missing', 'reason',
                          'requestId')
          """.formatted(Database.marks(ids.size())),
          row -> opened
                  .computeIfAbsent(row.getLong("event_id"), _ -> new TreeMap<>())
                  .put(row.getString("name"), row.getString("opened"))
              == null,
          ids.toArray());
    }
    return opened;
  }
}
