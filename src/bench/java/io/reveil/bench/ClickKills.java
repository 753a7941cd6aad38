package io.reveil.bench;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.RecordedClicks;
import io.reveil.bench.trial.ServedJar;
import io.reveil.bench.trial.Trial;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that is killed again and again while links are followed: what it acknowledged must be there, once. */
final class ClickKills {
  private static final int FOLLOWERS = 16;
  private static final int FOUND = 302;
  private static final long SOONEST = 100;
  private static final long LATEST = 3_000;

  static {
    // Whoever asks again after a broken connection follows the link twice, and the second hit is no
    // fault of the server.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
  }

  private final Trial trial;
  private final HitTokens tokens;
  private final List<HitLink.OfPerson> links;
  private final PrintWriter progress;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<HitLink.OfPerson> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean killed;

  /** @param links each is followed once */
  ClickKills(Trial trial, List<HitLink.OfPerson> links, PrintWriter progress) {
    this.trial = trial;
    this.tokens = trial.bean(HitTokens.class);
    this.links = links;
    this.progress = progress;
  }

  /** Whether nothing was lost and nothing counted twice. */
  boolean measure(int kills, Figures figures) throws IOException, InterruptedException {
    long unrecorded = 0;
    try (ServedJar server = ServedJar.start(
        trial.home().resolve("served"),
        trial.home().resolve("keys"),
        Map.of("REVEIL_TRACKING_LINKS", "IDENTIFIED"))) {
      for (int kill = 1; kill <= kills; kill++) {
        unrecorded += followAndKill(server);
        demandLinks(kill);
        progress.printf(
            "kill %d of %d: %,d clicks acknowledged%n", kill, kills, acknowledged.size());
        progress.flush();
        server.restart();
      }
    }
    Map<HitLink.OfPerson, Integer> recorded = RecordedClicks.of(trial);
    long lost =
        acknowledged.stream().filter(click -> !recorded.containsKey(click)).count();
    long doubled = recorded.values().stream().filter(times -> times > 1).count();
    figures.whole("kills", kills);
    figures.whole("clicks acknowledged", acknowledged.size());
    figures.whole("clicks recorded", recorded.size());
    figures.whole("acknowledged and lost", lost);
    figures.whole("recorded twice", doubled);
    figures.whole("led on unrecorded, as the server itself counted", unrecorded);
    return lost == 0 && doubled == 0;
  }

  private long followAndKill(ServedJar server) throws IOException, InterruptedException {
    killed = false;
    try (HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Thread> followers = new ArrayList<>();
      for (int i = 0; i < FOLLOWERS; i++) {
        followers.add(Thread.ofVirtual().start(() -> follow(server, http)));
      }
      Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(SOONEST, LATEST)));
      long unrecorded = server.meter("reveil_hits_unrecorded_total");
      server.kill();
      killed = true;
      for (Thread follower : followers) {
        follower.join();
      }
      return unrecorded;
    }
  }

  /** A server that nobody asked anything is not killed under load. */
  private void demandLinks(int kill) {
    if (next.get() >= links.size()) {
      throw new IllegalStateException(
          "All %,d links were followed before kill %d: give more --people."
              .formatted(links.size(), kill));
    }
  }

  private void follow(ServedJar server, HttpClient http) {
    try {
      for (int i = next.getAndIncrement();
          !killed && i < links.size();
          i = next.getAndIncrement()) {
        HitLink.OfPerson click = links.get(i);
        HttpRequest request = HttpRequest.newBuilder(
                server.uri("/l/" + tokens.issue(HitLink.Use.CLICK, click)))
            .build();
        if (http.send(request, BodyHandlers.discarding()).statusCode() == FOUND) {
          acknowledged.add(click);
        }
      }
    } catch (IOException _) {
      // The server is gone, and with it the answer.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
