package io.reveil.journey;

import io.reveil.campaign.sequence.Sequences;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.queue.WaveQueue;
import io.reveil.delivery.queue.WaveStops;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A marketing mail to somebody who confirmed, known by the links that stand in it. */
record Letter(Contact contact, long messageId, String stay, String leave, String choose) {

  /** Signs somebody up, confirms, and queues one mail of a wave. */
  static Letter toSubscriber(Rig rig, String address, long wave) {
    Visitor visitor = new Visitor(rig);
    Inbox inbox = new Inbox(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only(address).link("/c/")), "Je confirme");
    return to(rig, address, wave);
  }

  /** Where the consent to the letter stands. */
  static ConsentState stateOf(Rig rig, ContactId contact) {
    return rig.bean(Permissions.class)
        .find(new ConsentKey(contact, Channel.EMAIL, new Purpose("newsletter")))
        .orElseThrow()
        .state();
  }

  /** Queues one more mail to somebody known. */
  static Letter to(Rig rig, String address, long wave) {
    EmailAddress email = EmailAddress.parse(address).orElseThrow();
    Contact contact = rig.bean(Contacts.class).find(email).orElseThrow();
    WaveMail mail = new WaveMail(
        Sequences.KIND,
        contact.id(),
        email,
        wave,
        "value",
        new Purpose("newsletter"),
        new TemplateRef("win-back/value", 1),
        Language.FR,
        Optional.empty());
    // Paused: what is told here is what its links do, not how it is sent.
    rig.database().write(() -> {
      rig.bean(WaveStops.class).pause(wave);
      rig.bean(WaveQueue.class).queue(wave, List.of(mail));
    });
    long id = rig.database()
        .first(
            "SELECT message_id FROM message WHERE contact_id = ? AND wave_id = ?",
            row -> row.getLong(1),
            contact.id().value(),
            wave)
        .orElseThrow();
    Links links = rig.bean(Links.class);
    String stay = links.issue(
        LinkAction.STAY, contact.id(), id, rig.clock().instant().plus(Duration.ofDays(30)));
    String choose = links.issue(
        LinkAction.PREFERENCES,
        contact.id(),
        id,
        rig.clock().instant().plus(Links.PREFERENCES_LAST));
    String leave = links.unsubscribe(contact.id(), id, contact.email().orElseThrow());
    return new Letter(contact, id, "/s/" + stay, "/u/" + leave, "/p/" + choose);
  }
}
