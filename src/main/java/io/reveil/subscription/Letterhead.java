package io.reveil.subscription;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.web.Pages;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages to people, each under the name and address of who is responsible (A19). */
@Singleton
public class Letterhead {
  private final Pages pages;
  private final Purposes purposes;
  private final Notices notices;

  Letterhead(Pages pages, Purposes purposes, Notices notices) {
    this.pages = pages;
    this.purposes = purposes;
    this.notices = notices;
  }

  /** A page of the controller of this purpose; of the first declared one where none is given. */
  public MutableHttpResponse<String> page(
      HttpStatus status,
      String name,
      Language language,
      Optional<Purpose> of,
      Map<String, Object> model) {
    PurposeSheet sheet =
        of.flatMap(purposes::find).orElseGet(() -> purposes.all().getFirst());
    Controller controller = sheet.controller();
    Map<String, Object> whole = new HashMap<>(model);
    whole.put(
        "sender",
        Map.of(
            "name", controller.name(),
            "address", controller.postalAddress(),
            "email", controller.contactAddress().forSending(),
            "policyUrl", controller.policyUrl().toString()));
    return pages.letter(status, name, language, whole);
  }

  /**
   * The page of every link that cannot be told from a forged one; the same bytes for all of them (D5). It knows one way
   * on: a new link for a request that still waits.
   */
  public HttpResponse<String> unknown(Language language) {
    return page(HttpStatus.NOT_FOUND, "unknown-link", language, Optional.empty(), Map.of());
  }

  /** Name, description and manner of purposes; those no longer declared are left out. */
  public List<Map<String, String>> describe(List<Purpose> named, Language language) {
    return named.stream()
        .flatMap(id -> purposes.find(id).stream())
        .map(sheet -> describe(sheet, language))
        .toList();
  }

  /**
   * The same of what somebody read: where that is no longer today's text, in the words and the language in which it was
   * read, so that nobody confirms one text by a page or a mail that shows another (A10, E6).
   */
  public List<Map<String, String>> describeRead(List<NoticeRef> read, Language language) {
    return read.stream()
        .flatMap(
            notice -> purposes
                .find(new Purpose(notice.key()))
                .map(sheet -> describe(sheet, notice, language))
                .stream())
        .toList();
  }

  private Map<String, String> describe(PurposeSheet sheet, NoticeRef read, Language language) {
    Map<String, String> told = new HashMap<>(describe(sheet, language));
    Optional.of(read)
        .filter(notice -> !purposes.isShownToday(notice))
        .flatMap(notice -> notices.find(notice.key(), notice.version(), notice.language()))
        .ifPresent(words -> {
          told.put("name", words.name());
          told.put("description", words.description());
          told.put("tongue", read.language().tag());
        });
    return told;
  }

  /**
   * As its box shows it: {@code name} and {@code description}, which speak {@code tongue}, and {@code manner}: by e-mail, a
   * measurement.
   */
  public static Map<String, String> describe(PurposeSheet sheet, Language language) {
    PurposeSheet.Text text = sheet.text(language);
    return Map.of(
        "name", text.name(),
        "description", text.description(),
        "tongue", language.tag(),
        "manner", sheet.manner(language));
  }

  public String name(Purpose purpose, Language language) {
    return purposes.find(purpose).map(sheet -> sheet.text(language).name()).orElse(purpose.id());
  }

  /** How it takes place; empty for a purpose that is no longer declared. */
  public Optional<String> manner(Purpose purpose, Language language) {
    return purposes.find(purpose).map(sheet -> sheet.manner(language));
  }

  /** The sentence that one agrees to; empty for a purpose that nobody can agree to, or that is no longer declared. */
  public Optional<String> consent(Purpose purpose, Language language) {
    return purposes
        .find(purpose)
        .filter(PurposeSheet::isAgreedTo)
        .map(sheet -> sheet.text(language).consent());
  }

  /** {@code ca…@example.org}; empty text where no address is known. */
  public static String masked(Optional<Contact> contact) {
    return contact.flatMap(Contact::email).map(EmailAddress::masked).orElse("");
  }
}
