package io.reveil.report.audit;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Doorway;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Reachability;
import io.reveil.contact.Upserted;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A base with one contact for each thing an audit can find. */
final class AuditBase {
  private static final Purpose NEWSLETTER = new Purpose("newsletter");

  private final Rig rig;
  private final ConsentLedger ledger;
  private final Contacts contacts;

  AuditBase(Rig rig) {
    this.rig = rig;
    this.ledger = rig.bean(ConsentLedger.class);
    this.contacts = rig.bean(Contacts.class);
  }

  void oneOfEach() {
    declare("declared", 14);
    declare("old", 40);
    ledger.declare(List.of(new Declaration(
        key(contact("claimed")),
        new Evidence.ClaimWithoutProof(now(), "consent_source, consent_text", 1))));
    confirm("confirmed");
    ledger.withdraw(
        key(declare("withdrawn", 3)), new Objection.LinkUsed(now(), Objection.Means.PAGE, 1, 1));
    ledger.refuse(key(contact("refused")), new Evidence.NotMe(now(), 1, 1));
    lapse("expired");
    contact("unknown");
    nameless();
    ContactId banned = declare("banned", 5);
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class)
                .of(contacts.find(banned).flatMap(Contact::email).orElseThrow()),
            SuppressionReason.OBJECTION,
            "test");
    rig.bean(Reachability.class).recordHardBounce(declare("bounced", 6), 1);
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            declare("frozen", 7).value());
    contacts.findOrPend(address("pending"), Language.FR);
  }

  String id(String name) {
    return contacts.find(address(name)).orElseThrow().id().toString();
  }

  private ContactId contact(String name) {
    return store(Optional.of(address(name)), Map.of());
  }

  private void nameless() {
    store(Optional.empty(), Map.of("first_name", "Zoé"));
  }

  private ContactId store(Optional<EmailAddress> address, Map<String, String> fields) {
    ContactRow row = new ContactRow(
        Optional.of("X" + address.map(EmailAddress::key).orElse("")),
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fields);
    return ((Upserted.Created) contacts.upsert(List.of(row)).getFirst()).contact();
  }

  ContactId declare(String name, int monthsAgo) {
    ContactId contact = contact(name);
    Instant at = now().atZone(ZoneOffset.UTC).minusMonths(monthsAgo).toInstant();
    ledger.declare(List.of(new Declaration(
        key(contact),
        new Evidence.Declared(at, Optional.of(address(name)), "=shop form", "I agree", 1))));
    return contact;
  }

  private void confirm(String name) {
    ledger.grant(
        key(contact(name)),
        new Evidence.LinkConfirmed(
            now(),
            address(name),
            "newsletter",
            Doorway.hosted(URI.create("https://lettre.example.org/f/newsletter")),
            rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR),
            1,
            "<1@example.org>",
            1,
            Ledgers.seen()));
  }

  /** As rows stand that hold the end of a request as a state. */
  private void lapse(String name) {
    ConsentKey key = key(contact(name));
    ledger.expire(
        key, new Evidence.RuleApplied(now(), new Actor.Rule("request expiry"), Optional.empty()));
    rig.database()
        .update(
            "UPDATE current_consent SET state = 'EXPIRED' WHERE contact_id = ?",
            key.contact().value());
  }

  private static ConsentKey key(ContactId contact) {
    return new ConsentKey(contact, Channel.EMAIL, NEWSLETTER);
  }

  private static EmailAddress address(String name) {
    return EmailAddress.parse(name + "@example.org").orElseThrow();
  }

  private Instant now() {
    return rig.clock().instant();
  }
}
