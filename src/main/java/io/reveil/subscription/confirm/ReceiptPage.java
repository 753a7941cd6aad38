package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.consent.proof.Receipt;
import io.reveil.kernel.Language;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.Tongue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receipt in words. */
@Singleton
class ReceiptPage {
  private final Letterhead letterhead;
  private final Moments moments;

  ReceiptPage(Letterhead letterhead, Moments moments) {
    this.letterhead = letterhead;
    this.moments = moments;
  }

  HttpResponse<String> of(
      Confirmation.Confirmed confirmed, Receipt receipt, String token, HttpRequest<?> http) {
    Language language = Tongue.ofReader(http, confirmed.request().language());
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/c/" + token + "/receipt");
    model.put("back", "/c/" + token);
    model.put("number", receipt.id());
    model.put("sealed", receipt.sealed());
    model.put("to", Letterhead.masked(Optional.of(confirmed.contact())));
    model.put("place", Moments.place(confirmed.request().page()));
    model.put(
        "consents",
        receipt.consents().stream().map(consent -> consent(consent, language)).toList());
    return letterhead.page(
        HttpStatus.OK,
        "receipt",
        language,
        Optional.of(receipt.consents().getFirst().purpose()),
        model);
  }

  private Map<String, Object> consent(Receipt.Consent consent, Language language) {
    Map<String, Object> told = new HashMap<>();
    told.put("name", letterhead.name(consent.purpose(), language));
    letterhead.manner(consent.purpose(), language).ifPresent(how -> told.put("manner", how));
    told.put("acts", acts(consent, language));
    consent.wording().ifPresent(wording -> {
      told.put("version", wording.reference().version());
      told.put("tongue", wording.reference().language().tag());
      told.put("wording", wording.body().lines().toList());
    });
    return told;
  }

  private List<Map<String, Object>> acts(Receipt.Consent consent, Language language) {
    return consent.acts().stream()
        .map(done ->
            Map.<String, Object>of("act", done.act(), "at", moments.moment(done.at(), language)))
        .toList();
  }
}
