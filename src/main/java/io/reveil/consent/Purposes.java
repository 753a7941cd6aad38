package io.reveil.consent;

import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The declared purposes, and the notices published from them. */
@Singleton
public final class Purposes {
  Purposes() {}

  /** In the order of the file. */
  public List<PurposeSheet> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<PurposeSheet> find(Purpose id) {
    throw new UnsupportedOperationException();
  }

  /** The published wording of a purpose, as shown beside its box today (A28). */
  public NoticeRef notice(Purpose id, Language language) {
    throw new UnsupportedOperationException();
  }
}
