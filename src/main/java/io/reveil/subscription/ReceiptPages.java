package io.reveil.subscription;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.json.JsonMapper;
import io.reveil.consent.proof.Receipt;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receipt in words, and as the file that a person takes away (E4). */
@Singleton
public class ReceiptPages {
  private final Letterhead letterhead;
  private final Moments moments;
  private final JsonMapper json;

  ReceiptPages(Letterhead letterhead, Moments moments, JsonMapper json) {
    this.letterhead = letterhead;
    this.moments = moments;
    this.json = json;
  }

  /**
   * @param back the page that leads to it
   * @param person whose it is
   * @param place where it was asked for, of the receipt of one sign-up
   */
  public HttpResponse<String> show(
      Receipt receipt, String back, Contact person, Optional<String> place, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("self", back + "/receipt");
    model.put("back", back);
    model.put("number", receipt.id());
    model.put("sealed", receipt.sealed());
    model.put("to", Letterhead.masked(Optional.of(person)));
    place.ifPresent(where -> model.put("place", where));
    model.put(
        "consents",
        receipt.consents().stream()
            .map(consent -> consent(consent, person, language))
            .toList());
    return letterhead.page(
        HttpStatus.OK,
        "receipt",
        language,
        Optional.of(receipt.consents().getFirst().purpose()),
        model);
  }

  public HttpResponse<String> download(Receipt receipt) {
    return HttpResponse.ok(text(receipt))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"receipt-" + receipt.id() + ".json\"");
  }

  private String text(Receipt receipt) {
    try {
      return json.writeValueAsString(receipt.document());
    } catch (IOException e) {
      throw new UncheckedIOException("a receipt is plain values", e);
    }
  }

  private Map<String, Object> consent(Receipt.Consent consent, Contact person, Language language) {
    Map<String, Object> told = new HashMap<>();
    told.put("name", letterhead.name(consent.purpose(), language));
    letterhead.manner(consent.purpose(), language).ifPresent(how -> told.put("manner", how));
    told.put("acts", acts(consent, person, language));
    consent.wording().ifPresent(wording -> {
      told.put("version", wording.reference().version());
      told.put("tongue", wording.reference().language().tag());
      told.put("wording", wording.body().lines().toList());
    });
    return told;
  }

  private List<Map<String, Object>> acts(
      Receipt.Consent consent, Contact person, Language language) {
    return consent.acts().stream()
        .map(done -> Map.<String, Object>of(
            "act", done.act(), "at", moments.moment(done.at(), person, language)))
        .toList();
  }
}
