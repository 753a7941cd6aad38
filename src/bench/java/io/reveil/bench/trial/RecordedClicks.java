package io.reveil.bench.trial;

import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.tracking.Journal;
import java.util.HashMap;
import java.util.Map;

/** How often each click is in the table. */
public final class RecordedClicks {
  private RecordedClicks() {}

  public static Map<HitLink.OfPerson, Integer> of(Trial trial) {
    trial.bean(Journal.class).fileAll();
    Map<HitLink.OfPerson, Integer> recorded = new HashMap<>();
    trial
        .database()
        .list(
            "SELECT contact_id, message_id, link_id FROM hit",
            row -> new HitLink.OfPerson(
                new SentMail(new ContactId(row.getLong("contact_id")), row.getLong("message_id")),
                row.getLong("link_id")))
        .forEach(click -> recorded.merge(click, 1, Integer::sum));
    return recorded;
  }
}
