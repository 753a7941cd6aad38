package io.reveil.content;

import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.Map;

/** Renders a template version and encodes it: multipart/alternative, text and HTML, quoted-printable (B32). */
@Singleton
public final class Composer {
  Composer() {}

  /**
   * @param model plain values only: text, numbers, booleans, lists and maps of them
   * @throws IllegalStateException if the template fails; if a marketing mail has no unsubscribe link in its body (B1)
   */
  public OutgoingMail compose(
      TemplateRef template, Language language, Map<String, Object> model, Envelope envelope) {
    throw new UnsupportedOperationException();
  }
}
