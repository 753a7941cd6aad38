package io.reveil.contact;

import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.util.Map;
import java.util.Set;

/**
 * A field we may hold about a contact, and why (A4).
 *
 * @param why the reason shown beside the field on forms, per language
 * @param label per language
 */
public record DeclaredField(
    String name,
    FieldType type,
    Set<Purpose> purposes,
    String reason,
    Map<Language, String> label,
    Map<Language, String> why) {

  /** Its column in {@code contact_field}. */
  public String column() {
    return "f_" + name;
  }
}
