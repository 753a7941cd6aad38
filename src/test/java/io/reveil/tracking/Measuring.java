package io.reveil.tracking;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Letters that were sent, and people who let them be measured. */
record Measuring(Rig rig) {
  /** An installation that measures all that it may. */
  static final Map<String, Object> ALL = Map.of(
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED",
      "reveil.tracking.opens-without-consent", "DELIVERABILITY_DATE",
      "reveil.tracking.links-without-consent", "ANONYMOUS");

  void sent(SentMail mail) {
    sent(mail, "newsletter");
  }

  void sent(SentMail mail, String purpose) {
    meet(mail.contact());
    rig.database()
        .update(
            """
            INSERT INTO message
                   (contact_id, message_id, kind, origin_id, step, wave_id, purpose, template,
                    template_version, language, provider_group, state, attempts, queued_at, settled_at)
            VALUES (?, ?, 'WIN_BACK', ?, 'value', 5, ?, 'lamps', 1, 'fr', 'other', 'SENT', 1, ?, ?)
            """,
            mail.contact().value(),
            mail.messageId(),
            mail.messageId(),
            purpose,
            TestClock.START,
            TestClock.START);
  }

  private void meet(ContactId reader) {
    boolean isKnown = rig.bean(Contacts.class).find(reader).isPresent();
    if (!isKnown) {
      rig.database().update("""
              INSERT INTO contact
                     (contact_id, state, language, category, bucket, hard_bounces, created_at, changed_at)
              VALUES (?, 'LIVE', 'fr', 'PROSPECT', 0, 0, ?, ?)
              """, reader.value(), TestClock.START, TestClock.START);
    }
  }

  /** Its reader agrees to a purpose. */
  void agreed(SentMail mail, String purpose) {
    rig.bean(ConsentLedger.class)
        .declare(List.of(new Declaration(
            new ConsentKey(mail.contact(), Channel.EMAIL, new Purpose(purpose)),
            new Evidence.Declared(TestClock.START, Optional.empty(), "form", "Oui.", 1))));
  }
}
