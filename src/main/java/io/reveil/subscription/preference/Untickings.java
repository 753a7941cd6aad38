package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spooled;
import io.reveil.kernel.Purpose;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.Noting;
import io.reveil.subscription.Pressed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is unticked while the database is away: kept, acknowledged, and ended as of that moment when it is back (promise 1, B5). */
@Singleton
class Untickings implements Spooled {
  private static final Kind KIND = new Kind("unticking", Kind.Rank.ACT);

  private final Preferences preferences;
  private final Noting noting;

  Untickings(Preferences preferences, Noting noting) {
    this.preferences = preferences;
    this.noting = noting;
  }

  /**
   * Where nothing was unticked there is nothing to keep: what was ticked needs the database (C2).
   *
   * @param end ends what was unticked
   * @param then saves what was ticked, and answers
   */
  <T> HttpResponse<String> answer(
      Supplier<T> end,
      Function<T, HttpResponse<String>> then,
      Verified.Authentic link,
      Boxes boxes,
      HttpRequest<?> request) {
    List<String> unticked = preferences.unticked(boxes);
    return unticked.isEmpty()
        ? then.apply(end.get())
        : noting.answer(
            end, then, new Noting.Kept(KIND, "choices", new Pressed(link, unticked)), request);
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  @Override
  public void replay(List<Entry> entries) {
    for (Entry entry : entries) {
      Pressed pressed = Pressed.read(entry.content());
      preferences.catchUp(
          pressed.link(),
          Boxes.unticked(pressed.words().stream().map(Purpose::new).collect(Collectors.toSet())),
          entry.at());
    }
  }
}
