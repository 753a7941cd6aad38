package io.reveil.subscription.request;

import io.reveil.consent.permission.LastingWithdrawals;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
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
  private final LastingWithdrawals withdrawals;
  private final List<PersonalData> everywhere;

  Forgetting(Contacts contacts, LastingWithdrawals withdrawals, List<PersonalData> everywhere) {
    this.contacts = contacts;
    this.withdrawals = withdrawals;
    this.everywhere = everywhere;
  }

  /**
   * Erases a contact that is still PENDING, in the caller's transaction; any other is left alone. Of our own, only the
   * bare request stays until its time: a second press of the same button then reads the same.
   */
  public void forgetUnconfirmed(ContactId contact) {
    Optional<EmailAddress> address = address(contact);
    if (contacts.eraseUnconfirmed(contact)) {
      erase(contact, address, _ -> true);
    }
  }

  /**
   * Erases whom nothing but requests made known, now that the last of these is gone, in the caller's transaction: who never
   * confirmed; and of a newcomer who said that it was not theirs the evidence, which nobody could ask for, as the address
   * leads to it no more (A12).
   */
  void forgetWithRequests(ContactId contact) {
    Optional<EmailAddress> address = address(contact);
    boolean isErased = contacts
        .find(contact)
        .filter(person -> person.state() == ContactState.ERASED)
        .isPresent();
    if (contacts.eraseUnconfirmed(contact) || isErased) {
      erase(contact, address, _ -> true);
    }
  }

  /**
   * Erases somebody whom a confirmation alone made known, and who says that it was not theirs, in the caller's transaction.
   * The evidence of that consent and of its end stays for as long as the request (A12, B11; GDPR art. 7).
   */
  public void forgetNewcomer(ContactId contact) {
    erase(contact, address(contact), part -> !part.isEvidence());
  }

  /** The same where no request is left whose end would end the evidence: that goes with the rest. */
  public void forgetNewcomerWithEvidence(ContactId contact) {
    erase(contact, address(contact), _ -> true);
  }

  private Optional<EmailAddress> address(ContactId contact) {
    return contacts.find(contact).flatMap(Contact::email);
  }

  /** By the number alone: others may know the address, too, and what stops a flood to it does not end with this one. */
  private void erase(
      ContactId contact, Optional<EmailAddress> address, Predicate<PersonalData> which) {
    address.ifPresent(left -> withdrawals.keep(contact, left));
    Subject nobody = new Subject(Optional.of(contact), Optional.empty());
    everywhere.stream()
        .filter(part -> !(part instanceof SubscriptionData) && which.test(part))
        .forEach(part -> part.erase(nobody));
  }
}
