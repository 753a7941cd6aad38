package io.reveil.consent.permission;

import static io.reveil.consent.ledger.Ledgers.CAMILLE;
import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.claim;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.expired;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.notMe;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Category;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Channel;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class PermissionsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Suppressions suppressions = rig.bean(Suppressions.class);

  @Test
  void consentAloneLetsAMailGo() {
    ConsentKey granted = granted();

    assertThat(objection(live(granted))).isEmpty();
    assertThat(objection(live(aKey()))).hasValue(NoMail.NO_BASIS);
  }

  @Test
  void consentByAnotherChannelIsNone() {
    ConsentKey mail = aKey();
    ledger.grant(new ConsentKey(mail.contact(), Channel.SMS, NEWSLETTER), confirmed());

    assertThat(objection(live(mail))).hasValue(NoMail.NO_BASIS);
  }

  @Test
  void eachStateHasItsReason() {
    ConsentKey withdrawn = granted();
    ledger.withdraw(withdrawn, left());
    ConsentKey claimed = aKey();
    ledger.declare(List.of(new Declaration(claimed, claim())));
    ConsentKey refused = aKey();
    ledger.refuse(refused, notMe());
    ConsentKey lapsed = aKey();
    ledger.expire(lapsed, expired());
    ConsentKey lapsedAsAState = aKey();
    ledger.expire(lapsedAsAState, expired());
    rig.database()
        .update(
            "UPDATE current_consent SET state = 'EXPIRED' WHERE contact_id = ?",
            lapsedAsAState.contact().value());

    assertThat(objection(live(withdrawn))).hasValue(NoMail.WITHDRAWN);
    assertThat(objection(live(claimed))).hasValue(NoMail.EVIDENCE_MISSING);
    assertThat(objection(live(refused))).hasValue(NoMail.NO_BASIS);
    assertThat(objection(live(lapsed))).hasValue(NoMail.NO_BASIS);
    assertThat(objection(live(lapsedAsAState))).hasValue(NoMail.NOT_CONFIRMED);
  }

  /** Nothing but the DOI mail goes to somebody who has not confirmed (A6), and nothing to who is restricted. */
  @Test
  void thePersonsStandingComesBeforeConsent() {
    ConsentKey key = granted();

    assertThat(objection(contact(key, ContactState.PENDING, Optional.of(CAMILLE), false)))
        .hasValue(NoMail.NOT_CONFIRMED);
    assertThat(objection(contact(key, ContactState.RESTRICTED, Optional.of(CAMILLE), false)))
        .hasValue(NoMail.RESTRICTED);
    assertThat(objection(contact(key, ContactState.LIVE, Optional.empty(), false)))
        .hasValue(NoMail.NO_ADDRESS);
    assertThat(objection(contact(key, ContactState.LIVE, Optional.of(CAMILLE), true)))
        .hasValue(NoMail.UNDELIVERABLE);
  }

  @Test
  void aBanComesBeforeAllElse() {
    Contact opposed = contact(
        granted(), ContactState.RESTRICTED, Optional.of(address("opposed@example.org")), true);
    suppressions.add(trail(opposed), SuppressionReason.OBJECTION, "unsubscribe page");
    Contact notMe =
        contact(granted(), ContactState.LIVE, Optional.of(address("not.me@example.org")), false);
    suppressions.add(trail(notMe), SuppressionReason.NOT_ME, "mail");
    Contact dead =
        contact(granted(), ContactState.LIVE, Optional.of(address("dead@example.org")), false);
    suppressions.add(trail(dead), SuppressionReason.BOUNCE, "550 5.1.1");

    assertThat(objection(opposed)).hasValue(NoMail.SUPPRESSED);
    assertThat(objection(notMe)).as("blocks DOI mail only").isEmpty();
    assertThat(objection(dead)).hasValue(NoMail.UNDELIVERABLE);
  }

  private ConsentKey granted() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());
    return key;
  }

  private static Optional<NoMail> objection(Contact contact) {
    return Optional.ofNullable(rig.bean(Permissions.class)
        .objections(Channel.EMAIL, NEWSLETTER, List.of(contact))
        .get(contact.id()));
  }

  private static Contact live(ConsentKey key) {
    return contact(key, ContactState.LIVE, Optional.of(CAMILLE), false);
  }

  private static Contact contact(
      ConsentKey key, ContactState state, Optional<EmailAddress> email, boolean undeliverable) {
    return new Contact(
        key.contact(),
        state,
        email,
        Language.FR,
        Optional.of("FR"),
        Optional.empty(),
        Category.PROSPECT,
        Optional.empty(),
        1,
        undeliverable,
        TestClock.START);
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static DigestTrail trail(Contact contact) {
    return rig.bean(AddressDigests.class).of(contact.email().orElseThrow());
  }
}
