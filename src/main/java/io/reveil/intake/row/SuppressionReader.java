package io.reveil.intake.row;

import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.consent.suppression.WrittenDigests;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.row.Objections.Told;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.web.Constants;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Understands a row of a list of people who must not be written to. */
final class SuppressionReader {
  static final Set<String> COLUMNS = Set.of(
      "contact",
      "email",
      "digest",
      "external_id",
      "channel",
      "purpose",
      "reason",
      "source",
      "since",
      "because");

  private static final int LONGEST_LABEL = 80;

  private final AddressDigests digests;
  private final WrittenDigests written;
  private final Objections objections;
  private final Moments moments;
  private final String source;
  private final long run;

  /** @param source the label of the list */
  SuppressionReader(
      AddressDigests digests,
      WrittenDigests written,
      Objections objections,
      Moments moments,
      String source,
      long run) {
    this.digests = digests;
    this.written = written;
    this.objections = objections;
    this.moments = moments;
    this.source = source;
    this.run = run;
  }

  /**
   * A row, understood.
   *
   * @param ban on an address, for all purposes; beside a contact of ours only if there is no such contact
   * @param told of a contact, who may have no address
   */
  record Line(CsvRow source, Optional<Ban> ban, Optional<Told> told) {}

  Line line(CsvRow row) {
    row.check();
    Optional<String> self = row.cell("contact");
    if (self.isPresent()) {
      return ofOurOwn(self.get(), row);
    }
    if (row.cell("channel").isPresent() && row.cell("purpose").isEmpty()) {
      throw new RowRejected(
          "channel",
          "NO_PURPOSE",
          "A channel is of one purpose: name that, too, beside external_id or email, or leave this column empty.");
    }
    SuppressionReason reason = reason(row);
    Optional<String> digest = row.cell("digest");
    Optional<String> number = row.cell("external_id");
    if (digest.isPresent()) {
      if (row.cell("email").isPresent() || number.isPresent()) {
        throw new RowRejected(
            "digest", "TWO_IDENTITIES", "Give the address or its digest, not both.");
      }
      if (row.cell("purpose").isPresent()) {
        throw new RowRejected(
            "purpose",
            "ALL_OR_NOBODY",
            "A digest bans an address for all purposes; for one, name the contact by external_id or email.");
      }
      return new Line(row, Optional.of(written(digest.get(), reason, row)), Optional.empty());
    }
    Optional<EmailAddress> email = address(row, number.isPresent());
    Optional<Purpose> purpose = purpose(row, objections);
    Optional<Channel> channel = channel(row);
    if (reason != SuppressionReason.OBJECTION && (purpose.isPresent() || email.isEmpty())) {
      throw new RowRejected(
          "reason",
          "BAD_REASON",
          "Complaints and bounces are of an address; of a contact or a purpose this column says objection or nothing.");
    }
    boolean ofContact = reason == SuppressionReason.OBJECTION && number.isPresent();
    return new Line(
        row,
        purpose.isPresent()
            ? Optional.empty()
            : email.map(address -> new Ban(digests.of(address), reason)),
        purpose.isPresent() || ofContact
            ? Optional.of(
                new Told(Optional.empty(), number, email, purpose, channel, evidence(row)))
            : Optional.empty());
  }

  /**
   * A withdrawal that we exported: of one purpose by the contact of this number, and of everything by the address where
   * the number is nobody's here any more, since nobody else says whose withdrawal it is (B5). Of a refusal, of measuring,
   * and of what was found invalid, nobody is banned, whatever an older file tells: nobody left.
   */
  private Line ofOurOwn(String self, CsvRow row) {
    if (!self.matches("\\d{1,18}") || row.cell("since").isEmpty()) {
      throw new RowRejected(
          "contact",
          "NOT_OURS",
          "This column is of a file that “reveil consent withdrawals” wrote, which says since when, too;"
              + " name a contact by external_id or email.");
    }
    Purpose purpose = row.cell("purpose")
        .flatMap(SuppressionReader::named)
        .orElseThrow(
            () -> new RowRejected("purpose", "NO_PURPOSE", "Which purpose was withdrawn?"));
    boolean isInvalid =
        row.cell("because").filter(NoMail.INVALIDATED.name()::equals).isPresent();
    Optional<Ban> otherwise = row.cell("digest")
        .filter(_ -> !objections.isMeasuring(purpose))
        .map(digest -> written(digest, SuppressionReason.OBJECTION, row));
    return new Line(
        row,
        otherwise,
        Optional.of(new Told(
            Optional.of(new ContactId(Long.parseLong(self))),
            Optional.empty(),
            Optional.empty(),
            Optional.of(purpose),
            channel(row),
            isInvalid ? invalidated(row) : evidence(row))));
  }

  /** By which a consent was recorded, which need not be the one that its purpose declares today. */
  static Optional<Channel> channel(CsvRow row) {
    return row.cell("channel")
        .map(name -> Constants.named(Channel.class, name)
            .orElseThrow(() -> new RowRejected(
                "channel", "BAD_CHANNEL", "A channel is EMAIL, SMS, PHONE or POST.")));
  }

  private Evidence.Invalidated invalidated(CsvRow row) {
    return new Evidence.Invalidated(
        moments.read(row, "since").orElse(moments.now()),
        "invalidated before an older database was restored",
        new Actor.Operator("import:" + run));
  }

  static Optional<EmailAddress> address(CsvRow row, boolean isKnownByNumber) {
    Optional<EmailAddress> email = row.cell("email").flatMap(EmailAddress::parse);
    if (email.isEmpty() && (row.cell("email").isPresent() || !isKnownByNumber)) {
      throw new RowRejected("email", "BAD_ADDRESS", "This is not an address one can write to.");
    }
    return email;
  }

  static Optional<Purpose> purpose(CsvRow row, Objections objections) {
    return row.cell("purpose").map(text -> {
      Optional<Purpose> purpose = named(text).filter(objections::isDeclared);
      return purpose.orElseThrow(() -> new RowRejected(
          "purpose", "UNKNOWN_PURPOSE", "This purpose does not stand in config/purposes.yml."));
    });
  }

  private static Optional<Purpose> named(String text) {
    try {
      return Optional.of(new Purpose(text));
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  private Objection.ToldUs evidence(CsvRow row) {
    return new Objection.ToldUs(
        moments.read(row, "since").orElse(moments.now()), label(row).orElse(source), run);
  }

  private Ban written(String digest, SuppressionReason reason, CsvRow row) {
    return switch (written.read(digest)) {
      case WrittenDigests.Ours(DigestTrail address) ->
        new Ban(address, reason, moments.read(row, "since"), label(row));
      case WrittenDigests.Known(DigestTrail address) -> new Ban(address, reason);
      case WrittenDigests.Useless(String code, String because) ->
        throw new RowRejected("digest", code, because);
    };
  }

  private static Optional<String> label(CsvRow row) {
    Optional<String> label = row.cell("source");
    if (label.filter(text -> text.length() > LONGEST_LABEL).isPresent()) {
      throw new RowRejected("source", "TOO_LONG", "A source is a label of at most 80 characters.");
    }
    return label;
  }

  /** NOT_ME is an answer to our own mail and is never brought in. */
  private static SuppressionReason reason(CsvRow row) {
    String text = row.cell("reason").orElse("objection").toUpperCase(Locale.ROOT);
    return switch (text) {
      case "OBJECTION" -> SuppressionReason.OBJECTION;
      case "COMPLAINT" -> SuppressionReason.COMPLAINT;
      case "BOUNCE" -> SuppressionReason.BOUNCE;
      default ->
        throw new RowRejected(
            "reason", "BAD_REASON", "A reason is objection, complaint or bounce.");
    };
  }
}
