package io.reveil.subscription.request;

import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Erases those who were asked and never confirmed, wherever something is known of them (A12). */
@Singleton
public class Forgetting {
  private final Contacts contacts;
  private final List<PersonalData> everywhere;

  Forgetting(Contacts contacts, List<PersonalData> everywhere) {
    this.contacts = contacts;
    this.everywhere = everywhere;
  }

  /**
   * Erases a contact that is still PENDING, in the caller's transaction; any other is left alone. Of our own, only the
   * bare request stays until its time: a second press of the same button then reads the same.
   */
  public void forgetUnconfirmed(ContactId contact) {
    if (contacts.eraseUnconfirmed(contact)) {
      erase(contact, _ -> true);
    }
  }

  /**
   * Erases whom nothing but requests made known, now that the last of these is gone, in the caller's transaction: who never
   * confirmed; and of a newcomer who said that it was not theirs the evidence, which nobody could ask for, as the address
   * leads to it no more (A12).
   */
  void forgetWithRequests(ContactId contact) {
    boolean isErased = contacts
        .find(contact)
        .filter(person -> person.state() == ContactState.ERASED)
        .isPresent();
    if (contacts.eraseUnconfirmed(contact) || isErased) {
      erase(contact, _ -> true);
    }
  }

  /**
   * Erases somebody whom a confirmation alone made known, and who says that it was not theirs, in the caller's transaction.
   * The evidence of that consent and of its end stays for as long as the request (A12, B11; GDPR art. 7).
   */
  public void forgetNewcomer(ContactId contact) {
    erase(contact, part -> !part.section().equals("consent"));
  }

  private void erase(ContactId contact, Predicate<PersonalData> which) {
    Subject nobody = new Subject(Optional.of(contact), Optional.empty());
    everywhere.stream()
        .filter(part -> !(part instanceof SubscriptionData) && which.test(part))
        .forEach(part -> part.erase(nobody));
  }
}
