package io.reveil.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How messages leave. Every property is listed with its default in config/application.yml.
 *
 * @param lanes threads with an SMTP connection each, for waves; single mails have one more
 * @param lease how long what a dead process held waits, in machine time
 * @param retry the pauses after a temporary refusal; the last repeats (B25)
 * @param giveUp how long it is tried altogether
 * @param bounceDomain where mail returns to, each to an address of its own (B22); empty: to its From
 * @param providers the domains of each mailbox provider, by group
 * @param pace messages a second, minute or hour, by group; {@link #DEFAULT} for the others
 */
@ConfigurationProperties("reveil.delivery")
public record DeliveryConfig(
    int lanes,
    Duration lease,
    List<Duration> retry,
    Duration giveUp,
    String bounceDomain,
    Map<String, String> providers,
    Map<String, String> pace) {
  /** The group of all domains that no other group names. */
  public static final String OTHER = "other";

  /** The pace of the groups that have none of their own. */
  public static final String DEFAULT = "default";

  private static final int MOST_LANES = 64;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9]*");
  private static final Pattern DOMAINS = Pattern.compile(
      "\\s*DOMAIN([,\\s]+DOMAIN)*\\s*".replace("DOMAIN", "([a-z0-9-]+\\.)+([a-z0-9-]+|\\*)"));

  private static final Pattern BOUNCE_DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  public DeliveryConfig {
    retry = List.copyOf(retry);
    Demands demands = Demands.of("reveil.delivery")
        .between("lanes", lanes, 1, MOST_LANES)
        .between("lease", lease, SHORTEST, LONGEST_LEASE)
        .that(!retry.isEmpty(), "retry", "give one pause at least, as in 5m.");
    for (Duration pause : retry) {
      demands.between("retry", pause, SHORTEST, LONGEST);
    }
    Duration first = retry.isEmpty() ? SHORTEST : retry.getFirst();
    demands.between("give-up", giveUp, first, LONGEST);
    demands.that(
        bounceDomain.isEmpty() || BOUNCE_DOMAIN.matcher(bounceDomain).matches(),
        "bounce-domain",
        "give a domain in lower case alone, as in bounce.example.org, or nothing.");
    demandGroups(demands, providers);
    demandPace(demands, pace, providers);
    demands.orRefuse();
  }

  private static void demandGroups(Demands demands, Map<String, String> providers) {
    providers.forEach((group, domains) -> demands
        .that(
            GROUP.matcher(group).matches(),
            "providers." + group,
            "a group is named by lower-case letters and digits alone.")
        .that(
            DOMAINS.matcher(domains).matches(),
            "providers." + group,
            "give domains in lower case, as in gmail.com, outlook.*"));
  }

  private static void demandPace(
      Demands demands, Map<String, String> pace, Map<String, String> providers) {
    var known = new TreeSet<>(providers.keySet());
    known.add(OTHER);
    known.add(DEFAULT);
    demands.that(pace.containsKey(DEFAULT), "pace.default", "give a rate such as 200/s.");
    pace.forEach((group, rate) -> demands
        .that(
            known.contains(group),
            "pace." + group,
            "there is no such group; it is one of " + String.join(", ", known) + ".")
        .that(
            Rate.find(rate).isPresent(),
            "pace." + group,
            "“" + rate + "” is not a rate such as 200/s, 600/min or 500/h."));
  }
}
