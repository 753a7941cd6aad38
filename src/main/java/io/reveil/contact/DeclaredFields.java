package io.reveil.contact;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The fields of {@code config/fields.yml}; article 9 data is refused when it is declared (A60). */
@Singleton
public final class DeclaredFields {
  DeclaredFields() {}

  /** In the order of the file. */
  public List<DeclaredField> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<DeclaredField> find(String name) {
    throw new UnsupportedOperationException();
  }

  /** The value as stored, or why it is refused. */
  public String check(DeclaredField field, String raw) {
    throw new UnsupportedOperationException();
  }
}
