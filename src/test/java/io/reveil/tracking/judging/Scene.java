package io.reveil.tracking.judging;

import io.reveil.kernel.ContactId;
import io.reveil.tracking.Hit;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hits as they came, on a day when the mail was delivered at noon. */
final class Scene {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Duration SETTLE = Duration.ofMinutes(2);
  static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
  static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
  static final String HOME = "c0000201";
  static final String DATA_CENTRE = "34f400";

  private static final long MAIL = 7;

  private final List<Fetch> fetches = new ArrayList<>();
  private final List<Press> presses = new ArrayList<>();
  private long hits;

  /** A hit that is otherwise a person's: at home, with Firefox, by a GET. */
  final class Said {
    private final Duration after;
    private ContactId contact = new ContactId(1);
    private HitKind kind = HitKind.CLICK;
    private long link = 1;
    private Means means = Means.GET;
    private String network = HOME;
    private String agent = FIREFOX;
    private String host = "example.org";

    private Said(Duration after) {
      this.after = after;
    }

    Said by(long who) {
      contact = new ContactId(who);
      return this;
    }

    Said at(String mailHost) {
      host = mailHost;
      return this;
    }

    Said link(long number) {
      link = number;
      return this;
    }

    Said open() {
      kind = HitKind.OPEN;
      link = 0;
      return this;
    }

    Said means(Means how) {
      means = how;
      return this;
    }

    Said from(String where) {
      network = where;
      return this;
    }

    Said with(String program) {
      agent = program;
      return this;
    }

    Fetch seen() {
      Hit hit = new Hit(
          contact,
          ++hits,
          MAIL,
          kind,
          link,
          means,
          NOON.plus(after),
          Optional.of(network),
          Optional.of(agent).filter(said -> !said.isEmpty()));
      Fetch fetch = new Fetch(hit, 3, Optional.empty(), Optional.of(NOON), Optional.of(host));
      fetches.add(fetch);
      return fetch;
    }
  }

  /** So long after delivery. */
  Said after(Duration time) {
    return new Said(time);
  }

  Scene press(Press.Kind kind, Duration after) {
    presses.add(new Press(new ContactId(1), kind, MAIL, NOON.plus(after)));
    return this;
  }

  Verdict judged(Fetch fetch) {
    return judged(fetch, Rules.V3);
  }

  Verdict judged(Fetch fetch, Rules rules) {
    return new Judge(rules).judge(fetch, new Window(fetches, fetches, presses, SETTLE));
  }

  List<Fetch> all() {
    return List.copyOf(fetches);
  }

  /** Nine links in four seconds, from five networks, at delivery. */
  List<Fetch> scanner() {
    List<Fetch> scan = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      scan.add(after(Duration.ofSeconds(20).plusMillis(i * 500L))
          .link(i + 1)
          .from("34f40" + i % 5)
          .with(CHROME)
          .seen());
    }
    return scan;
  }
}
