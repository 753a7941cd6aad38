package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.reveil.consent.ledger.Objection;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spooled;
import io.reveil.link.Verified;
import io.reveil.subscription.Noting;
import io.reveil.subscription.Pressed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** Leaving while the database is away: kept, acknowledged, and done as of that moment when it is back (promise 1, B5). */
@Singleton
class Withdrawals implements Spooled {
  private static final Kind KIND = new Kind("withdrawal", Kind.Rank.ACT);

  private final Leaving leaving;
  private final Noting noting;

  Withdrawals(Leaving leaving, Noting noting) {
    this.leaving = leaving;
    this.noting = noting;
  }

  /** @param act leaves now, and answers */
  HttpResponse<String> answer(
      Supplier<HttpResponse<String>> act,
      Verified.Authentic link,
      Leaving.Scope scope,
      Objection.Means means,
      HttpRequest<?> request) {
    Pressed pressed = new Pressed(link, List.of(scope.name(), means.name()));
    return noting.answer(act, new Noting.Kept(KIND, "leave", pressed), request);
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  @Override
  public void replay(List<Entry> entries) {
    for (Entry entry : entries) {
      Pressed pressed = Pressed.read(entry.content());
      leaving.catchUp(
          pressed.link(),
          Leaving.Scope.valueOf(pressed.words().getFirst()),
          Objection.Means.valueOf(pressed.words().getLast()),
          entry.at());
    }
  }
}
