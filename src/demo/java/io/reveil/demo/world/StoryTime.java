package io.reveil.demo.world;

import java.time.Duration;
import java.time.Instant;

/** Business time of the story: it runs, the acts move it on, and it never goes back. */
public final class StoryTime {
  private final Api api;
  private volatile Moment last;

  /** Business time as it was set, and when: it runs on from there. */
  private record Moment(Instant at, long setAt) {}

  public StoryTime(Api api, Instant start) {
    this.api = api;
    this.last = new Moment(start, System.nanoTime());
  }

  public Instant now() {
    Moment moment = last;
    return moment.at().plusNanos(System.nanoTime() - moment.setAt());
  }

  public void pass(Duration time) {
    moveTo(now().plus(time));
  }

  /** Nothing, if it is later already. */
  public void moveTo(Instant moment) {
    if (moment.isAfter(now())) {
      api.moveClock(moment);
      last = new Moment(moment, System.nanoTime());
    }
  }
}
