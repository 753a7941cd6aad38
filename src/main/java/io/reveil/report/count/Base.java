package io.reveil.report.count;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Judgement;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The base, page by page in id order, judged by the rules that the gate itself asks. */
@Singleton
public class Base {
  static final int PAGE = 1_000;

  private final Database database;
  private final Contacts contacts;
  private final Permissions permissions;
  private final Purposes purposes;

  Base(Database database, Contacts contacts, Permissions permissions, Purposes purposes) {
    this.database = database;
    this.contacts = contacts;
    this.permissions = permissions;
    this.purposes = purposes;
  }

  /** At most {@link #PAGE} contacts after this id. Who never confirmed is not in the base yet (A12). */
  public List<Contact> page(long after) {
    List<ContactId> ids = database.list("""
        SELECT contact_id
          FROM contact
         WHERE contact_id > ?
           AND state IN ('LIVE', 'RESTRICTED')
         ORDER BY contact_id
         LIMIT ?
        """, row -> new ContactId(row.getLong(1)), after, PAGE);
    Map<ContactId, Contact> found = contacts.list(ids);
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /**
   * Each contact with each declared purpose, once; of purposes that send nothing, what is recorded; beside it, what still
   * stands of purposes that are not declared any more, or by a channel that theirs is not any more (A9).
   */
  public List<Judged> judge(List<Contact> page) {
    List<Judged> judged = new ArrayList<>();
    for (PurposeSheet purpose : purposes.all()) {
      Map<ContactId, Judgement> judgements =
          permissions.weigh(purpose.channel(), purpose.id(), page);
      for (Contact contact : page) {
        Judgement judgement = Objects.requireNonNull(judgements.get(contact.id()));
        if (judgement.recorded().isPresent() || purpose.kind().sends()) {
          judged.add(judged(contact, purpose, judgement));
        }
      }
    }
    permissions.list(page.stream().map(Contact::id).toList()).stream()
        .filter(consent -> consent.basis() != Basis.NONE)
        .forEach(consent -> stray(consent.key())
            .map(finding -> new Judged(
                consent.key(), finding, consent.basis(), consent.grade(), consent.since()))
            .ifPresent(judged::add));
    return judged;
  }

  private Optional<Finding> stray(ConsentKey key) {
    if (purposes.find(key.purpose()).isEmpty()) {
      return Optional.of(Finding.UNDECLARED);
    }
    return purposes.key(key.contact(), key.purpose()).equals(key)
        ? Optional.empty()
        : Optional.of(Finding.OTHER_CHANNEL);
  }

  private static Judged judged(Contact contact, PurposeSheet purpose, Judgement judgement) {
    Optional<CurrentConsent> consent = judgement.recorded();
    return new Judged(
        new ConsentKey(contact.id(), purpose.channel(), purpose.id()),
        Finding.of(purpose.kind(), judgement.permission().objection(), consent),
        consent.map(CurrentConsent::basis).orElse(Basis.NONE),
        consent.flatMap(CurrentConsent::grade),
        consent.map(CurrentConsent::since).orElse(contact.createdAt()));
  }
}
