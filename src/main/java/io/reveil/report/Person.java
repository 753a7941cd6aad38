package io.reveil.report;

import io.reveil.activity.ContactEvent;
import io.reveil.activity.Standing;
import io.reveil.campaign.sequence.Ways;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Contact;
import io.reveil.delivery.queue.MailHistory;
import io.reveil.kernel.NoMail;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we know of one contact.
 *
 * @param activity absent of somebody who has not confirmed
 * @param purposes each declared purpose with the first objection to writing for it, if any
 * @param mails the last ones, sent or not, latest first
 */
record Person(
    Contact contact,
    Map<String, String> fields,
    Optional<Standing> activity,
    List<CurrentConsent> consents,
    List<Writable> purposes,
    List<Ways.Way> ways,
    List<ContactEvent> signals,
    List<MailHistory.Mail> mails) {

  /** Whether this person may be written to for a purpose. */
  record Writable(PurposeSheet purpose, Optional<NoMail> objection) {}
}
