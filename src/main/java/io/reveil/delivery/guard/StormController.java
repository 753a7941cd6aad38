package io.reveil.delivery.guard;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Actor;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.Instant;
import java.util.List;

/** Shows the providers whose mail is stopped, and lets it go again. */
@Controller("/api/storms")
@ExecuteOn(TaskExecutors.BLOCKING)
class StormController {
  private final Storms storms;
  private final Marks marks;

  StormController(Storms storms, Marks marks) {
    this.storms = storms;
    this.marks = marks;
  }

  /**
   * A provider whose mail is stopped.
   *
   * @param waiting how many failures wait to be held against addresses, or forgotten
   */
  @Serdeable
  record Shown(String provider, Instant since, String because, long waiting) {}

  /** What becomes of the failures that wait. */
  @Serdeable
  record Release(boolean keepMarks) {}

  @Get
  @RequiresScope({Scope.TRIGGER, Scope.READ})
  List<Shown> list() {
    return storms.stopped().stream()
        .map(storm ->
            new Shown(storm.group(), storm.seen(), storm.because(), marks.waiting(storm.group())))
        .toList();
  }

  /** What was let go, and whether its failures count. */
  @Serdeable
  record Released(String provider, boolean keptMarks) {}

  @Post("/{provider}/release")
  @RequiresScope(Scope.TRIGGER)
  Released release(String provider, @Body Release wish, Actor.Operator by) {
    storms.release(provider, wish.keepMarks(), by);
    return new Released(provider, wish.keepMarks());
  }
}
