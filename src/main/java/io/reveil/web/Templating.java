package io.reveil.web;

import jakarta.inject.Singleton;
import java.util.Map;

/**
 * FreeMarker, locked down (design section 12): no {@code ?new}, {@code ?api}, {@code ?interpret}, {@code ?eval}; models
 * are maps of plain values; includes stay inside {@code templates/}; HTML escapes by itself in {@code .ftlh}.
 */
@Singleton
public final class Templating {
  Templating() {}

  /**
   * Renders a file of {@code templates/}.
   *
   * @param name such as {@code page/form.ftlh}
   * @throws IllegalStateException if the template fails or writes more than a megabyte
   */
  public String render(String name, Map<String, Object> model) {
    throw new UnsupportedOperationException();
  }

  /** A template from text, parsed once; {@code name} decides by its extension whether it escapes. */
  public Parsed parse(String name, String text) {
    throw new UnsupportedOperationException();
  }

  /** A parsed template; may be used by many threads. */
  public interface Parsed {
    String render(Map<String, Object> model);
  }
}
