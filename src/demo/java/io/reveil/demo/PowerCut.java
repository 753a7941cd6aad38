package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.ChildServer;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import io.reveil.demo.world.StoryTime;
import io.reveil.demo.world.Waves;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The act of the power cut: kill -9 in the middle of a wave, and a restart. */
final class PowerCut {
  private static final String ACT = "pull the plug";
  /** A group of ten for each of the four lanes. */
  private static final int MOST_IN_DOUBT = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildServer server;
  private final Api api;
  private final Mailbox mailbox;
  private final Journal journal;
  private final StoryTime time;
  private final Waves waves;
  private int cuts;

  PowerCut(ChildServer server, Api api, Mailbox mailbox, Journal journal, StoryTime time) {
    this.server = server;
    this.api = api;
    this.mailbox = mailbox;
    this.journal = journal;
    this.time = time;
    this.waves = new Waves(api);
  }

  List<Figure> play() {
    String campaign = "hello-" + ++cuts;
    waves.applyGreeting(campaign, "FR, BE");
    Set<String> earlier = new HashSet<>(mailbox.messageIds());
    long planned = waves.plan(campaign, campaign).path("planned").asLong();
    if (planned == 0) {
      journal.say("Everybody who is awake was written to this week: let forty days pass first.");
      return List.of();
    }
    journal.say("A wave of %s letters begins.".formatted(Figure.count(planned)));
    AtomicLong arrived = journal.gauge("mails arrived");
    waves.run(campaign, campaign);
    Api.until(PATIENCE, () -> countArrivals(arrived, earlier) > planned / 4);
    server.pullThePlug();
    journal.say("kill -9 after %s letters. The server starts again on the same home."
        .formatted(Figure.count(countArrivals(arrived, earlier))));
    server.restart(time.now());
    journal.say("It is back, and the wave goes on by itself.");
    JsonNode end = waves.awaitEnd(campaign, campaign, _ -> countArrivals(arrived, earlier));
    return plugFigures(campaign, end, earlier);
  }

  private long countArrivals(AtomicLong arrived, Set<String> earlier) {
    arrived.set(mailbox.arrivals() - earlier.size());
    return arrived.get();
  }

  private List<Figure> plugFigures(String campaign, JsonNode end, Set<String> earlier) {
    Set<String> sent = messageIds(campaign, "SENT");
    Set<String> doubtful = messageIds(campaign, "UNKNOWN");
    List<String> arrived =
        mailbox.messageIds().stream().filter(id -> !earlier.contains(id)).toList();
    long lost = sent.stream().filter(id -> !arrived.contains(id)).count();
    long twice = (long) arrived.size() - new HashSet<>(arrived).size();
    long strangers = arrived.stream()
        .filter(id -> !sent.contains(id) && !doubtful.contains(id))
        .count();
    journal.gauge("lost").set(lost);
    journal.gauge("sent twice").set(twice);
    journal.gauge("in doubt, listed").set(doubtful.size());
    journal.say("%s letters sent, %d lost, %d sent twice; %d in doubt, each listed."
        .formatted(Figure.count(sent.size()), lost, twice, doubtful.size()));
    long planned = end.path("planned").asLong();
    return List.of(
        Figure.equal(ACT, "planned = sent + failed + in doubt + dropped", planned, accounted(end)),
        Figure.equal(ACT, "lost", 0, lost),
        Figure.equal(ACT, "sent twice", 0, twice),
        Figure.equal(ACT, "arrived without a record", 0, strangers),
        Figure.between(ACT, "in doubt, each listed", 0, MOST_IN_DOUBT, doubtful.size()),
        Figure.equal(
            ACT, "in doubt, by the wave's count", end.path("unknown").asLong(), doubtful.size()));
  }

  private static long accounted(JsonNode wave) {
    return wave.path("sent").asLong()
        + wave.path("failed").asLong()
        + wave.path("unknown").asLong()
        + Story.sum(wave.path("dropped"));
  }

  private Set<String> messageIds(String campaign, String state) {
    Set<String> ids = new HashSet<>();
    long after = 0;
    while (true) {
      JsonNode messages = api.get("%s/%s/messages?state=%s&after=%d&limit=1000"
          .formatted(Waves.of(campaign), campaign, state, after));
      if (messages.isEmpty()) {
        return ids;
      }
      for (JsonNode message : messages) {
        ids.add(message.path("messageId").asText());
        after = message.path("contact").asLong();
      }
    }
  }
}
