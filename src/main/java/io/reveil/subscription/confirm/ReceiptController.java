package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.proof.Receipt;
import io.reveil.consent.proof.Receipts;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Places;
import io.reveil.subscription.ReceiptPages;
import io.reveil.subscription.Tongue;
import io.reveil.web.Public;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The receipt of a consent, for whoever holds the link that gave it: to read, and to take away (E4). It shows what the
 * ledger has and changes nothing (C1); before the confirmation, once the link is past its time (D9), and of anybody else, the
 * link shows what it always does.
 */
@Public
@Controller("/c")
@Produces(MediaType.ALL)
class ReceiptController {
  private final Links links;
  private final ConfirmLinks confirmLinks;
  private final Receipts receipts;
  private final Measuring measuring;
  private final ConfirmPages pages;
  private final ReceiptPages receiptPages;

  ReceiptController(
      Links links,
      ConfirmLinks confirmLinks,
      Receipts receipts,
      Measuring measuring,
      ConfirmPages pages,
      ReceiptPages receiptPages) {
    this.links = links;
    this.confirmLinks = confirmLinks;
    this.receipts = receipts;
    this.measuring = measuring;
    this.pages = pages;
    this.receiptPages = receiptPages;
  }

  @Get("/{token}/receipt")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return of(token, request, (confirmed, receipt) -> {
      Language language = Tongue.ofReader(request, confirmed.request().language());
      return receiptPages.show(
          receipt,
          "/c/" + token,
          confirmed.contact(),
          Optional.of(Places.told(confirmed.request().doorway(), language)),
          language);
    });
  }

  @Get("/{token}/receipt.json")
  HttpResponse<String> download(String token, HttpRequest<?> request) {
    return of(token, request, (_, receipt) -> receiptPages.download(receipt));
  }

  private HttpResponse<String> of(
      String token,
      HttpRequest<?> request,
      BiFunction<Confirmation.Confirmed, Receipt, HttpResponse<String>> shown) {
    Confirmation found = confirmLinks.look(token);
    boolean isInTime = links.verify(LinkAction.CONFIRM, token) instanceof Verified.Valid;
    return isInTime && found instanceof Confirmation.Confirmed confirmed
        ? receipt(confirmed)
            .map(receipt -> shown.apply(confirmed, receipt))
            .orElseGet(() -> pages.of(found, token, request))
        : pages.of(found, token, request);
  }

  private Optional<Receipt> receipt(Confirmation.Confirmed of) {
    List<Purpose> agreed = new ArrayList<>(measuring.agreedBeside(of.request()));
    of.request().purposes().forEach(asked -> agreed.add(asked.purpose()));
    return of.contact()
        .email()
        .flatMap(mailbox -> receipts.find(of.contact().id(), mailbox, agreed));
  }
}
