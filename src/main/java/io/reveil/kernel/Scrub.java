package io.reveil.kernel;

import java.util.regex.Pattern;

/** Takes addresses and link tokens out of text that somebody else wrote, before it is logged or stored (A58). */
public final class Scrub {
  /** As written, or as it stands in a query. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s<>()\\[\\],;:\"'=@&?]+(?:@|%40)[\\p{L}\\p{N}.-]+");

  private static final Pattern TOKEN =
      Pattern.compile("/([a-z])/[A-Za-z0-9_-]{20,}(\\.[A-Za-z0-9_-]*)?");

  private Scrub() {}

  /** The text with every address as {@code <address>} and every link token as {@code <token>}. */
  public static String text(String raw) {
    return TOKEN.matcher(ADDRESS.matcher(raw).replaceAll("<address>")).replaceAll("/$1/<token>");
  }
}
