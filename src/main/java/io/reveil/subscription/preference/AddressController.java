package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.EvenAnswers;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Posted;
import io.reveil.web.Public;
import java.util.List;

/** "My address has changed", on the page of preferences. Unlike leaving it is bounded, as every form is (B26). */
@Public
@Controller("/p")
@Produces(MediaType.ALL)
class AddressController {
  private final Links links;
  private final Preferences preferences;
  private final AddressChanges changes;
  private final PreferencePages pages;
  private final Mailboxes mailboxes;
  private final EvenAnswers even;

  AddressController(
      Links links,
      Preferences preferences,
      AddressChanges changes,
      PreferencePages pages,
      Mailboxes mailboxes,
      EvenAnswers even) {
    this.links = links;
    this.preferences = preferences;
    this.changes = changes;
    this.pages = pages;
    this.mailboxes = mailboxes;
    this.even = even;
  }

  @Post("/{token}/address")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> move(String token, HttpRequest<?> request) {
    return even.answer(() -> switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Authentic link ->
        preferences
            .look(link)
            .map(choices -> move(choices, link, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Unknown _ -> pages.unknown(request);
    });
  }

  private HttpResponse<String> move(
      Choices choices, Verified.Authentic link, String token, HttpRequest<?> request) {
    if (!(link instanceof Verified.Valid) || mailboxes.wasLeft(link)) {
      return pages.late(choices, List.of(), link, token, request);
    }
    Posted posted = Posted.of(request);
    String typed = posted.text("email");
    AddressChange change = links.isNonceOf(token, posted.text("nonce"))
        ? changes.ask(choices, new Boxes(posted), typed, pages.language(choices, request))
        : new AddressChange.Refused(AddressChange.Reason.STALE, typed);
    return switch (change) {
      case AddressChange.Asked _ -> pages.asked(choices, token, request);
      case AddressChange.Refused refused -> pages.notMoved(choices, refused, link, token, request);
    };
  }
}
