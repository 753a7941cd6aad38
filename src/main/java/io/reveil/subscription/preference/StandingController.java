package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.proof.Receipt;
import io.reveil.consent.proof.Receipts;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.ReceiptPages;
import io.reveil.web.Public;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The receipt of all that somebody agrees to today, whichever way it was given (E4). It changes nothing (C1); where nothing is
 * agreed to, or the link is past its time, it shows what the link itself shows.
 */
@Public
@Controller("/p")
@Produces(MediaType.ALL)
class StandingController {
  private final Links links;
  private final Preferences preferences;
  private final Receipts receipts;
  private final Mailboxes mailboxes;
  private final PreferencePages pages;
  private final ReceiptPages receiptPages;

  StandingController(
      Links links,
      Preferences preferences,
      Receipts receipts,
      Mailboxes mailboxes,
      PreferencePages pages,
      ReceiptPages receiptPages) {
    this.links = links;
    this.preferences = preferences;
    this.receipts = receipts;
    this.mailboxes = mailboxes;
    this.pages = pages;
    this.receiptPages = receiptPages;
  }

  @Get("/{token}/receipt")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return of(
        token,
        request,
        (choices, receipt) -> receiptPages.show(
            receipt,
            "/" + LinkAction.PREFERENCES.path() + "/" + token,
            choices.contact(),
            Optional.empty(),
            pages.language(choices, request)));
  }

  @Get("/{token}/receipt.json")
  HttpResponse<String> download(String token, HttpRequest<?> request) {
    return of(token, request, (_, receipt) -> receiptPages.download(receipt));
  }

  private HttpResponse<String> of(
      String token,
      HttpRequest<?> request,
      BiFunction<Choices, Receipt, HttpResponse<String>> shown) {
    return switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Authentic link ->
        preferences
            .look(link)
            .map(choices -> link instanceof Verified.Valid && !mailboxes.wasLeft(link)
                ? receipt(choices)
                    .map(receipt -> shown.apply(choices, receipt))
                    .orElseGet(() -> pages.show(choices, link, token, request))
                : pages.late(choices, List.of(), link, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  private Optional<Receipt> receipt(Choices choices) {
    List<Purpose> granted = choices.all().stream()
        .filter(Choice::isGranted)
        .map(choice -> choice.sheet().id())
        .toList();
    return choices
        .contact()
        .email()
        .flatMap(mailbox -> receipts.findClosed(choices.contact().id(), mailbox, granted));
  }
}
