package io.reveil.kernel;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What is true of the whole installation.
 *
 * @param home keys, spool, uploaded files and the embedded database
 * @param baseUrl how the outside world reaches the public pages; every link in a mail begins with it
 * @param zone the controller's zone: days are counted in it (F1)
 */
@ConfigurationProperties("reveil")
public record Installation(
    @NotNull Path home, @NotNull URI baseUrl, @NotNull ZoneId zone) {

  /** A public address: the base URL, then this path. */
  public String url(String path) {
    String base = baseUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }
}
