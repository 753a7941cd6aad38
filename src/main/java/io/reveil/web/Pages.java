package io.reveil.web;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.Map;

/** Pages as answers, with the security headers of C11. */
@Singleton
public final class Pages {
  Pages() {}

  /**
   * A page for contacts ({@code templates/page/<name>.ftlh}); {@code lang} and the words of the language are added to
   * the model.
   */
  public MutableHttpResponse<String> letter(
      HttpStatus status, String name, Language language, Map<String, Object> model) {
    throw new UnsupportedOperationException();
  }

  /** A page for operators, in English. */
  public MutableHttpResponse<String> console(
      HttpStatus status, String name, Map<String, Object> model) {
    throw new UnsupportedOperationException();
  }
}
