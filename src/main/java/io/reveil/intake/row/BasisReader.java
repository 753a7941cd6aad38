package io.reveil.intake.row;

import io.reveil.consent.Basis;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Category;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Provenance;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Understands on what a row says that writing may rest: a consent, or another basis (A9). With a part of its proof
 * missing it is a claim without proof (A14).
 */
final class BasisReader {
  static final List<String> COLUMNS = List.of(
      "consent_purpose",
      "consent_channel",
      "consent_at",
      "consent_source",
      "consent_text",
      "legal_basis",
      "basis_sale",
      "basis_seller",
      "basis_refusal",
      "basis_information",
      "basis_contract");

  /** Cells that repeat what was read or told. */
  private static final Set<String> WORDED =
      Set.of("consent_text", "basis_refusal", "basis_information");

  private final Purposes purposes;
  private final Moments moments;
  private final long run;

  BasisReader(Purposes purposes, Moments moments, long run) {
    this.purposes = purposes;
    this.moments = moments;
    this.run = run;
  }

  Optional<ContactLine.Claim> claim(CsvRow row, ContactRow contact) {
    Optional<Instant> at = moments.read(row, "consent_at");
    Optional<Basis> named = row.cell("legal_basis").map(BasisReader::basis);
    Optional<PurposeSheet> sheet = row.cell("consent_purpose").map(this::purpose);
    if (sheet.isEmpty() && COLUMNS.stream().anyMatch(column -> row.cell(column).isPresent())) {
      throw new RowRejected(
          "consent_purpose",
          "PURPOSE_MISSING",
          "Name the purpose that the consent or other basis is for, or leave its columns empty.");
    }
    return sheet.map(purpose -> {
      Basis basis = named.orElse(Basis.CONSENT);
      checkPurpose(row, purpose, basis, contact);
      return new ContactLine.Claim(purpose, evidence(row, purpose, basis, at, contact));
    });
  }

  private static Basis basis(String text) {
    Supplier<RowRejected> unknown = () -> new RowRejected(
        "legal_basis",
        "BAD_BASIS",
        "A basis is consent, customer_soft_opt_in, professional_legitimate_interest or transactional.");
    Basis basis = Cells.oneOf(Basis.class, text, unknown);
    if (basis == Basis.NONE) {
      throw unknown.get();
    }
    return basis;
  }

  private PurposeSheet purpose(String text) {
    return Optional.of(text)
        .filter(id -> id.matches("[a-z][a-z0-9_]{0,59}"))
        .flatMap(id -> purposes.find(new Purpose(id)))
        .orElseThrow(() -> new RowRejected(
            "consent_purpose",
            "UNKNOWN_PURPOSE",
            "No such purpose is declared in config/purposes.yml."));
  }

  private static void checkPurpose(
      CsvRow row, PurposeSheet purpose, Basis basis, ContactRow contact) {
    Optional<Channel> channel = row.cell("consent_channel").map(BasisReader::channel);
    if (channel.filter(other -> other != purpose.channel()).isPresent()) {
      throw new RowRejected(
          "consent_channel",
          "OTHER_CHANNEL",
          "“%s” speaks by %s; the same by another channel is a purpose of its own (A2)."
              .formatted(purpose.id(), purpose.channel()));
    }
    if (!purpose.bases().contains(basis)) {
      throw new RowRejected(
          "legal_basis",
          "BASIS_NOT_DECLARED",
          "config/purposes.yml lets “%s” rest on %s, not on %s (A9)."
              .formatted(
                  purpose.id(),
                  purpose.bases().stream()
                      .map(Basis::name)
                      .sorted()
                      .collect(Collectors.joining(", ")),
                  basis));
    }
    if (purpose.channel() == Channel.EMAIL && contact.email().isEmpty()) {
      throw new RowRejected(
          "consent_purpose",
          "CONSENT_WITHOUT_ADDRESS",
          "“" + purpose.id() + "” goes by e-mail: name the address in the email column.");
    }
  }

  private static Channel channel(String text) {
    return Cells.oneOf(
        Channel.class,
        text,
        () -> new RowRejected(
            "consent_channel", "BAD_CHANNEL", "A channel is email, sms, phone or post."));
  }

  private Evidence.Listed evidence(
      CsvRow row, PurposeSheet purpose, Basis basis, Optional<Instant> at, ContactRow contact) {
    Optional<EmailAddress> address =
        contact.email().filter(_ -> purpose.channel() == Channel.EMAIL);
    return switch (basis) {
      case CONSENT ->
        proven(
            row,
            at,
            List.of("consent_source", "consent_text"),
            (moment, cells) ->
                new Evidence.Declared(moment, address, cells.getFirst(), cells.getLast(), run));
      case CUSTOMER_SOFT_OPT_IN -> {
        checkSale(row, purpose.controller(), contact.provenance());
        yield proven(
            row,
            at,
            List.of("consent_source", "basis_sale", "basis_refusal", "basis_seller"),
            (moment, cells) -> new Evidence.SoldTo(
                moment, address, cells.getFirst(), cells.get(1), cells.get(2), run));
      }
      case PROFESSIONAL_LEGITIMATE_INTEREST -> {
        checkProfessional(contact);
        yield proven(
            row,
            at,
            List.of("consent_source", "basis_information", "basis_refusal"),
            (moment, cells) -> new Evidence.ToldProfessional(
                moment, address, cells.getFirst(), cells.get(1), cells.get(2), run));
      }
      case TRANSACTIONAL ->
        proven(
            row,
            at,
            List.of("basis_contract"),
            (moment, cells) -> new Evidence.UnderContract(moment, cells.getFirst(), run));
      case NONE -> throw new IllegalArgumentException("a row names a basis or none at all");
    };
  }

  /** The same legal entity, and details that the person gave when buying (A15). */
  private static void checkSale(
      CsvRow row, Controller controller, Optional<Provenance> provenance) {
    Optional<String> seller = row.cell("basis_seller");
    if (seller
        .filter(name -> !name.equalsIgnoreCase(controller.name()) && !name.equals(controller.id()))
        .isPresent()) {
      throw new RowRejected(
          "basis_seller",
          "OTHER_SELLER",
          "Only who sold may write to customers: “%s”, as config/purposes.yml names it (A15)."
              .formatted(controller.name()));
    }
    if (provenance.filter(from -> from.type() != Provenance.Type.SALE).isPresent()) {
      throw new RowRejected(
          "source_type",
          "NOT_FROM_A_SALE",
          "A customer’s details come from the sale itself: sale, or consent as the basis (A15).");
    }
  }

  private static void checkProfessional(ContactRow contact) {
    if (contact.category().filter(Category.PROFESSIONAL::equals).isEmpty()) {
      throw new RowRejected(
          "category",
          "NOT_PROFESSIONAL",
          "This basis is for people written to about their trade: category professional (A16).");
    }
  }

  /** Makes evidence of a moment and the cells that prove it, in the order of their columns. */
  private interface Proof {
    Evidence.Listed of(Instant at, List<String> cells);
  }

  private Evidence.Listed proven(
      CsvRow row, Optional<Instant> at, List<String> columns, Proof proof) {
    List<String> missing = new ArrayList<>();
    if (at.isEmpty()) {
      missing.add("consent_at");
    }
    columns.stream().filter(column -> !isShown(row, column)).forEach(missing::add);
    return missing.isEmpty()
        ? proof.of(
            at.orElseThrow(),
            columns.stream().map(column -> row.cell(column).orElseThrow()).toList())
        : new Evidence.ClaimWithoutProof(at.orElse(moments.now()), String.join(", ", missing), run);
  }

  /** An officer can judge what was shown or done. */
  private static boolean isShown(CsvRow row, String column) {
    return row.cell(column)
        .filter(text -> !WORDED.contains(column) || Cells.isTold(text))
        .isPresent();
  }
}
