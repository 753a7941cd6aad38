package io.reveil.consent.rebuild;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.consent.history.Broken;
import io.reveil.consent.history.FoldKey;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the fold, one stretch a call: whoever calls goes on from {@code next} until there is none. A call may be
 * repeated, and what was mended before a server was lost stays mended.
 */
@Controller("/api/ledger/rebuild")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.ADMIN)
class RebuildController {
  private final Rebuild rebuild;

  RebuildController(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  /**
   * What is asked.
   *
   * @param after the {@code next} of the call before; nothing at first
   * @param check whether only to compare; it mends unless this is said
   */
  @Serdeable
  record Asked(@Nullable String after, @Nullable Boolean check) {}

  @Post
  Map<String, Object> run(@Body Asked asked) {
    boolean check = Boolean.TRUE.equals(asked.check());
    Rebuild.Stretch stretch = stretch(start(asked.after()), !check);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("compared", stretch.compared());
    told.put("differed", stretch.differed().stream().map(FoldKey::toString).toList());
    told.put("mended", check ? 0 : stretch.differed().size());
    stretch.next().ifPresent(next -> told.put("next", String.valueOf(next)));
    return told;
  }

  /** What is stored stays as it is rather than follow an event that somebody else wrote (E1, E8). */
  private Rebuild.Stretch stretch(long after, boolean mend) {
    try {
      return rebuild.run(after, mend);
    } catch (Broken e) {
      throw new Fault(Fault.Kind.REFUSED, "LEDGER_ALTERED", String.valueOf(e.getMessage()));
    }
  }

  private static long start(@Nullable String after) {
    try {
      return after == null ? Long.MIN_VALUE : Long.parseLong(after);
    } catch (NumberFormatException _) {
      throw Fault.invalid(
          "after", "“after” is the “next” of the answer before; leave it out to begin.");
    }
  }
}
