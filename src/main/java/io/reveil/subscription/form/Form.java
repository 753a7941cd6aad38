package io.reveil.subscription.form;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.field.DeclaredField;
import io.reveil.kernel.Language;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-up form. All its purposes have one controller, since its page speaks for one (A19).
 *
 * @param language the one it speaks where a person's is not known
 * @param purposes one box each (A2)
 * @param fields what may be typed beside the address; all optional (A4)
 * @param texts of every language
 */
record Form(
    String id,
    Language language,
    List<PurposeSheet> purposes,
    List<DeclaredField> fields,
    Map<Language, Text> texts) {

  /**
   * What its pages say in one language.
   *
   * @param after what the page after the form adds
   * @param download what everybody gets who asks, whether anything is ticked or not (A3); in all languages or in none
   */
  record Text(String title, String lead, Optional<String> after, Optional<Download> download) {}

  /** A document, where it lies, and the words of its link. */
  record Download(String label, URI url) {}

  Form {
    purposes = List.copyOf(purposes);
    fields = List.copyOf(fields);
  }

  Text text(Language in) {
    return Optional.ofNullable(texts.get(in)).orElseThrow();
  }

  boolean hasDownload() {
    return texts.values().iterator().next().download().isPresent();
  }

  String path() {
    return "/f/" + id;
  }
}
