package io.reveil.report.count;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A base with a past, and the walk that counts it. */
public final class Walks {
  private final Rig rig;
  private long last;

  public Walks(Rig rig) {
    this.rig = rig;
  }

  /** Counts the whole base, here and now. */
  public AuditRun count() {
    AuditRuns runs = rig.bean(AuditRuns.class);
    AuditRun run = runs.start("test");
    Recurring work = rig.bean(Recurring.class, "AuditWork");
    boolean more = true;
    while (more) {
      more = work.round();
    }
    return runs.find(run.id()).orElseThrow();
  }

  /** Somebody known since this day, whom nothing allows writing to. */
  public ContactId contact(String name, LocalDate since) {
    ContactRow row = new ContactRow(
        Optional.of(name),
        EmailAddress.parse(name + "@example.org"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
    ContactId contact =
        ((Upserted.Created) rig.bean(Contacts.class).upsert(List.of(row)).getFirst()).contact();
    rig.bean(Activities.class).open(List.of(contact), since);
    rig.database()
        .update(
            "UPDATE contact SET created_at = ? WHERE contact_id = ?",
            since.atTime(12, 0).toInstant(ZoneOffset.UTC),
            contact.value());
    return contact;
  }

  /** Bought something on each of these days. */
  public void buys(ContactId contact, LocalDate... days) {
    for (LocalDate day : days) {
      rig.bean(Activities.class)
          .record(List.of(new ContactEvent(
              contact,
              new Signal.CrmEvent("purchase", Optional.empty(), Optional.empty()),
              day.atTime(12, 0).toInstant(ZoneOffset.UTC),
              ByteBuffer.allocate(16).putLong(++last).array(),
              "test")));
    }
  }

  public void agrees(ContactId contact) {
    rig.bean(ConsentLedger.class)
        .declare(List.of(new Declaration(
            newsletter(contact),
            new Evidence.Declared(
                rig.clock().instant(), Optional.empty(), "shop form", "I agree", 1))));
  }

  public void leaves(ContactId contact) {
    rig.bean(ConsentLedger.class)
        .withdraw(
            newsletter(contact),
            new Objection.LinkUsed(rig.clock().instant(), Objection.Means.PAGE, 1, 1));
  }

  private static ConsentKey newsletter(ContactId contact) {
    return new ConsentKey(contact, Channel.EMAIL, new Purpose("newsletter"));
  }
}
