package io.reveil.tracking.judging;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.delivery.queue.WaveLines;
import io.reveil.delivery.queue.WaveLines.Followed;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells of clicks that a person made, in the caller's transaction; an open tells nothing, ever (A21). */
@Singleton
class Answers {
  private static final long KIND = 'H';

  private final Activities activities;
  private final WaveLines mails;
  private final JudgingConfig config;

  Answers(Activities activities, WaveLines mails, JudgingConfig config) {
    this.activities = activities;
    this.mails = mails;
    this.config = config;
  }

  /** How many were not known yet. Of somebody erased meanwhile nothing is told. */
  int record(Map<Fetch, HitClass> judged) {
    List<ContactEvent> events = new ArrayList<>();
    List<Followed> followed = new ArrayList<>();
    judged.forEach((fetch, hitClass) -> {
      if (fetch.hit().kind() == HitKind.CLICK
          && hitClass.isHuman()
          && fetch.host().isPresent()) {
        events.add(event(fetch, hitClass));
        followed.add(new Followed(fetch.hit().contact(), fetch.hit().messageId(), fetch.at()));
      }
    });
    long news = activities.record(events).stream().filter(isNew -> isNew).count();
    // Locks as in settling: a person's activity first, then the mails.
    mails.recordClicks(followed);
    return Math.toIntExact(news);
  }

  /** (C4) */
  private ContactEvent event(Fetch fetch, HitClass hitClass) {
    boolean ofLife = hitClass.compareTo(config.signOfLife()) >= 0;
    return new ContactEvent(
        fetch.hit().contact(),
        new Signal.Clicked(fetch.hit().messageId(), ofLife),
        fetch.at(),
        ByteBuffer.allocate(16).putLong(KIND).putLong(fetch.hit().id()).array(),
        "link");
  }
}
