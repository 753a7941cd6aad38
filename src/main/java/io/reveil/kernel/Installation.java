package io.reveil.kernel;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What is true of the whole installation.
 *
 * @param home keys, uploaded files and the embedded database
 * @param files the folder that holds {@code config/} and {@code templates/}
 * @param host the address of this machine that it listens at
 * @param baseUrl how the outside world reaches the public pages; every link in a mail begins with it
 * @param zone the controller's zone: days are counted in it (F1), and whoever's own is unknown reads times in it
 * @param clock for trials: the instant at which business time starts; empty: the real time
 */
@ConfigurationProperties("reveil")
public record Installation(
    Path home, Path files, String host, int port, URI baseUrl, ZoneId zone, String clock) {
  private static final int LAST_PORT = 65_535;

  public Installation {
    Demands.of("reveil")
        .that(isFolderOrNothing(home), "home", home + " is a file; name a folder.")
        .that(
            Files.isDirectory(files),
            "files",
            files + " is not a folder; name the one that holds config/ and templates/.")
        .that(
            isOfThisMachine(host),
            "host",
            "name an address of this machine: 127.0.0.1, or 0.0.0.0 for all.")
        .between("port", port, 1, LAST_PORT)
        .that(
            isSafe(baseUrl),
            "base-url",
            "it must be an https:// address, since links in mails lead to consent (A55): put a TLS"
                + " proxy in front, or use http://127.0.0.1 for a trial.")
        .that(
            !isSafe(baseUrl) || isBare(baseUrl),
            "base-url",
            "it must be a plain address such as https://lettre.example.org or https://example.org/lettre:"
                + " every link begins with it, so take ?, # and user@ out.")
        .that(
            clock.isBlank() || instant(clock).isPresent(),
            "clock",
            "it must be an instant such as 2026-11-21T12:00:00Z.")
        .orRefuse();
  }

  /** A public address: the base URL, then this path. */
  public String url(String path) {
    String base = baseUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  /** When business time starts, if it was moved for a trial. */
  public Optional<Instant> start() {
    return instant(clock);
  }

  /** Whether the base URL leads to this machine. */
  public boolean isHere() {
    return isLoopback(String.valueOf(baseUrl.getHost()));
  }

  /** By its name only: a resolver may say anything. */
  public static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isFolderOrNothing(Path home) {
    return Files.isDirectory(home) || !Files.exists(home);
  }

  private static boolean isOfThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return !host.isBlank()
          && (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isSafe(URI url) {
    String scheme = String.valueOf(url.getScheme());
    return scheme.equals("https")
        || (scheme.equals("http") && isLoopback(String.valueOf(url.getHost())));
  }

  private static boolean isBare(URI url) {
    return url.getHost() != null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && url.getRawUserInfo() == null;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
