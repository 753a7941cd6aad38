package io.reveil.subscription;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form body, read by ourselves: the framework would refuse media types and sizes that a withdrawal must pass with
 * (design section 12).
 */
public final class Posted {
  private static final int LONGEST = 16_384;

  private final String raw;
  private final Map<String, List<String>> values;

  private Posted(String raw, Map<String, List<String>> values) {
    this.raw = raw;
    this.values = values;
  }

  static Posted of(String raw) {
    return new Posted(raw, values(raw));
  }

  /** A body that held these values, and is gone. */
  static Posted of(Map<String, List<String>> values) {
    return new Posted("", values);
  }

  /** What came, up to a bound; whatever cannot be read counts as not sent. */
  public static Posted of(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> received)) {
      return of("");
    }
    try (InputStream body = received.byteBody().toInputStream()) {
      return of(new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException _) {
      return of("");
    }
  }

  /** The first value of this name; empty if there is none. */
  public String text(String name) {
    return values.getOrDefault(name, List.of("")).getFirst();
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether these words stand anywhere in the body, whatever its encoding. */
  public boolean mentions(String words) {
    return raw.contains(words);
  }

  private static Map<String, List<String>> values(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return encoded;
    }
  }
}
