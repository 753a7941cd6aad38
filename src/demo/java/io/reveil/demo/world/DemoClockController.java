package io.reveil.demo.world;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.web.Public;
import java.time.Instant;

/** Moves the demo's clock. A served installation answers 404 here: this class is not in its jar. */
@Controller("/demo/clock")
class DemoClockController {
  private final DemoClock clock;

  DemoClockController(DemoClock clock) {
    this.clock = clock;
  }

  @Post
  @Public(bounded = false)
  @Consumes("text/plain")
  @Produces("text/plain")
  String move(@Body String instant) {
    clock.move(Instant.parse(instant));
    return clock.instant().toString();
  }
}
