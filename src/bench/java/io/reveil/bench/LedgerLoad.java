package io.reveil.bench;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Doorway;
import io.reveil.consent.ledger.Circumstances;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Consents of people who do not exist, with evidence of the usual length. */
@Singleton
class LedgerLoad {
  private static final int SLICE = 1_000;
  private static final Circumstances READ_FIRST = new Circumstances(
      Optional.of(Duration.ofMinutes(12)),
      Optional.of(Duration.ofMinutes(13)),
      Duration.ofMinutes(1),
      new Circumstances.Others(0, 0, 0, Duration.ofMinutes(1)),
      false);

  private final ConsentLedger ledger;
  private final Clock clock;
  private final Purpose purpose;
  private final NoticeRef notice;
  private final AtomicLong contacts = new AtomicLong();

  LedgerLoad(ConsentLedger ledger, Purposes purposes, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
    PurposeSheet sheet = purposes.all().getFirst();
    this.purpose = sheet.id();
    this.notice = purposes.notice(sheet.id(), Language.FR);
  }

  /** One confirmation, as a press of the button makes it: a transaction of its own. */
  void grant() {
    long contact = contacts.incrementAndGet();
    ledger.grant(
        key(contact),
        new Evidence.LinkConfirmed(
            clock.instant(),
            address(contact),
            "newsletter",
            Doorway.hosted(URI.create("https://lettre.example.org/f/newsletter")),
            notice,
            contact,
            "<doi." + contact + "@lettre.example.org>",
            1,
            READ_FIRST));
  }

  /** Many at once, as an import brings them. */
  void fill(long events) {
    for (long left = events; left > 0; left -= SLICE) {
      List<Declaration> slice = new ArrayList<>();
      for (long i = 0; i < Math.min(left, SLICE); i++) {
        long contact = contacts.incrementAndGet();
        slice.add(new Declaration(
            key(contact),
            new Evidence.Declared(
                clock.instant(),
                Optional.of(address(contact)),
                "shop 2024",
                "Oui, écrivez-moi",
                1)));
      }
      ledger.declare(slice);
    }
  }

  private ConsentKey key(long contact) {
    return new ConsentKey(new ContactId(contact), Channel.EMAIL, purpose);
  }

  private static EmailAddress address(long contact) {
    return EmailAddress.parse("person" + contact + "@example.org").orElseThrow();
  }
}
