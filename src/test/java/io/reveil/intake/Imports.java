package io.reveil.intake;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Reject;
import io.reveil.intake.run.Rejects;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Runs;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Imports as tests make them: to the end, here and now. */
final class Imports {
  private final Rig rig;

  private Imports(Rig rig) {
    this.rig = rig;
  }

  /** On empty tables, without what another test uploaded. */
  static Imports on(Rig rig) {
    rig.empty();
    Path directory = rig.home().resolve("imports");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Imports(rig);
  }

  /** Of a form of our own, where the rows do not say otherwise. */
  Run contacts(String csv) {
    return contacts("OWN_FORM", csv);
  }

  Run contacts(String sourceType, String csv) {
    return finished(queue(Kind.CONTACTS, Optional.of(Origin.ofContacts(sourceType)), csv));
  }

  /** Of people of whom nothing is said but by their rows. */
  Run undeclaredContacts(String csv) {
    return finished(queue(Kind.CONTACTS, Optional.empty(), csv));
  }

  Run events(String csv) {
    return finished(queue(Kind.EVENTS, csv));
  }

  Run suppressions(String source, String csv) {
    return finished(queue(Kind.SUPPRESSIONS, Optional.of(new Origin(source)), csv));
  }

  Run invalidations(String reason, String csv) {
    return finished(queue(Kind.INVALIDATIONS, Optional.of(Origin.ofInvalidations(reason)), csv));
  }

  long queue(Kind kind, String csv) {
    return queue(
        kind, Optional.of(Origin.ofContacts("OWN_FORM")).filter(_ -> kind == Kind.CONTACTS), csv);
  }

  private long queue(Kind kind, Optional<Origin> origin, String csv) {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    try {
      return rig.bean(Reception.class)
          .accept(
              kind,
              "test.csv",
              origin,
              new Actor.Operator("test"),
              -1,
              new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Run finished(long run) {
    ImportWork work = rig.bean(ImportWork.class);
    while (work.round()) {
      // the next slice
    }
    return find(run);
  }

  Run find(long run) {
    return rig.bean(Runs.class).find(run).orElseThrow();
  }

  List<Reject> rejects(Run run) {
    return rig.bean(Rejects.class).list(run.id(), 0);
  }

  /** {@code GRANTED CONSENT}; empty where the ledger knows nothing. */
  String consent(ContactId contact) {
    return rig.database()
        .first(
            "SELECT state, basis FROM current_consent WHERE contact_id = ?",
            row -> row.getString("state") + " " + row.getString("basis"),
            contact.value())
        .orElse("");
  }

  /** Whoever has this number agreed to the newsletter by SMS, a channel that it does not declare. */
  void agreeBySms(String externalId) {
    ContactId contact = Objects.requireNonNull(
        rig.bean(Contacts.class).idsByExternalId(List.of(externalId)).get(externalId));
    rig.bean(ConsentLedger.class)
        .declare(List.of(new Declaration(
            new ConsentKey(contact, Channel.SMS, new Purpose("newsletter")),
            new Evidence.Declared(
                rig.clock().instant(), Optional.empty(), "fair", "I agree to texts", 1))));
  }

  /** {@code EMAIL GRANTED}, of everybody. */
  List<String> byChannel() {
    return rig.database()
        .list(
            "SELECT channel, state FROM current_consent ORDER BY contact_id, channel",
            row -> row.getString("channel") + " " + row.getString("state"));
  }

  void withdraw(ContactId contact) {
    rig.bean(ConsentLedger.class)
        .withdraw(
            new ConsentKey(contact, Channel.EMAIL, new Purpose("newsletter")),
            new Objection.LinkUsed(rig.clock().instant(), Objection.Means.PAGE, 1, 1));
  }
}
