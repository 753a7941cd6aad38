package io.reveil.content;

import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.Set;

/** The mail templates of {@code templates/email/}, each text kept as it was used. */
@Singleton
public final class EmailTemplates {
  EmailTemplates() {}

  /** The version of the files as they are now, stored if it is new. Refuses a template that lacks a part or does not parse. */
  public TemplateRef current(String name) {
    throw new UnsupportedOperationException();
  }

  /** The languages in which this version has subject, text and HTML. */
  public Set<Language> languages(TemplateRef template) {
    throw new UnsupportedOperationException();
  }
}
