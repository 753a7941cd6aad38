package io.reveil.tracking;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What kind of program fetched, by its own word. After 90 days this is all that is kept of it (C9); what follows from a
 * name follows from its family as well, so that old hits are judged anew like young ones.
 */
public enum AgentFamily {
  UNSAID,
  ROBOT,
  APPLE_PREFETCH,
  GOOGLE_PROXY,
  YAHOO_PROXY,
  EDGE,
  FIREFOX,
  CHROME,
  SAFARI,
  OTHER;

  /** All that Apple's mail privacy says of itself when it fetches every image beforehand. */
  private static final String APPLE = "Mozilla/5.0";

  private static final Pattern WORDS = Pattern.compile("[^a-z0-9-]+");
  /** A robot gives the address of a page about itself. */
  private static final Pattern ABOUT = Pattern.compile("\\+https?://");
  /** Whole words only: a CUBOT is a telephone. */
  private static final Set<String> ROBOTS = Set.of(
      "bot",
      "robot",
      "crawler",
      "spider",
      "scanner",
      "googlebot",
      "bingbot",
      "applebot",
      "yandexbot",
      "slackbot",
      "twitterbot",
      "linkedinbot",
      "telegrambot",
      "discordbot",
      "duckduckbot",
      "ahrefsbot",
      "semrushbot",
      "petalbot",
      "bytespider",
      "baiduspider",
      "facebookexternalhit",
      "barracuda",
      "curl",
      "wget",
      "java",
      "python",
      "python-requests",
      "python-urllib",
      "python-httpx",
      "aiohttp",
      "scrapy",
      "axios",
      "node-fetch",
      "go-http-client",
      "apache-httpclient",
      "libwww-perl",
      "headlesschrome",
      "phantomjs",
      "lighthouse");

  /** What stands for itself once the rest is gone. */
  private static final List<AgentFamily> BROWSERS = List.of(EDGE, FIREFOX, CHROME, SAFARI);

  public static AgentFamily of(Optional<String> agent) {
    String said = agent.orElse("").strip();
    return said.isEmpty() ? UNSAID : kept(said).orElseGet(() -> read(said));
  }

  /** Of a hit so old that only this was kept. */
  private static Optional<AgentFamily> kept(String said) {
    return Arrays.stream(values()).filter(family -> family.name().equals(said)).findFirst();
  }

  private static AgentFamily read(String said) {
    if (said.equals(APPLE)) {
      return APPLE_PREFETCH;
    }
    if (said.contains("GoogleImageProxy")) {
      return GOOGLE_PROXY;
    }
    if (said.contains("YahooMailProxy")) {
      return YAHOO_PROXY;
    }
    List<String> words = List.of(WORDS.split(said.toLowerCase(Locale.ROOT)));
    if (ABOUT.matcher(said).find() || words.stream().anyMatch(ROBOTS::contains)) {
      return ROBOT;
    }
    return BROWSERS.stream()
        .filter(browser -> browser.isNamed(words))
        .findFirst()
        .orElse(OTHER);
  }

  private boolean isNamed(List<String> words) {
    String name = name().toLowerCase(Locale.ROOT);
    return words.contains(name) || (this == EDGE && words.contains("edg"));
  }

  /** All of them, as a list of SQL. */
  public static String quoted() {
    return Arrays.stream(values()).map(family -> "'" + family.name() + "'").collect(joining(", "));
  }

  /** Whether it fetches images for people, whom it hides (C8). */
  public boolean isImageProxy() {
    return this == APPLE_PREFETCH || this == GOOGLE_PROXY || this == YAHOO_PROXY;
  }

  /** Whether it fetches every image whether somebody reads or not (C8); Google's proxy waits until the mail is opened. */
  boolean fetchesForNobody() {
    return switch (this) {
      case APPLE_PREFETCH, ROBOT -> true;
      case UNSAID, GOOGLE_PROXY, YAHOO_PROXY, EDGE, FIREFOX, CHROME, SAFARI, OTHER -> false;
    };
  }
}
