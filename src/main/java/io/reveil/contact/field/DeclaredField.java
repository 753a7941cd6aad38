package io.reveil.contact.field;

import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.util.Map;
import java.util.Set;

/**
 * A field we may hold about a contact, and why (A4).
 *
 * @param label per language
 * @param why the reason shown beside the field on forms, per language
 */
public record DeclaredField(
    String name,
    FieldType type,
    DataCategory category,
    Set<Purpose> purposes,
    String reason,
    Map<Language, String> label,
    Map<Language, String> why) {
  public static final String PREFIX = "f_";

  public DeclaredField {
    purposes = Set.copyOf(purposes);
    label = Map.copyOf(label);
    why = Map.copyOf(why);
  }

  /** Its column in {@code contact_field}. */
  public String column() {
    return PREFIX + name;
  }
}
