package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spooled;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Noting;
import io.reveil.subscription.Pressed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * "This was not me" is a withdrawal: while the database is away it is kept, acknowledged, and done as of the press when it
 * is back (promise 1, C10).
 */
@Singleton
class Denials implements Spooled {
  private static final Kind KIND = new Kind("denial", Kind.Rank.ACT);

  private final Links links;
  private final Refusals refusals;
  private final Noting noting;
  private final ConfirmPages pages;
  private final Clock clock;

  Denials(Links links, Refusals refusals, Noting noting, ConfirmPages pages, Clock clock) {
    this.links = links;
    this.refusals = refusals;
    this.noting = noting;
    this.pages = pages;
    this.clock = clock;
  }

  HttpResponse<String> answer(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.CONFIRM, token)) {
      case Verified.Authentic link ->
        noting.answer(
            () -> pages.of(refusals.refuse(link, clock.instant()), token, request),
            new Noting.Kept(KIND, "not-me", new Pressed(link, List.of())),
            request);
      case Verified.Unknown _ -> pages.of(new Confirmation.Unknown(), token, request);
    };
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  @Override
  public void replay(List<Entry> entries) {
    entries.forEach(entry -> refusals.refuse(Pressed.read(entry.content()).link(), entry.at()));
  }
}
