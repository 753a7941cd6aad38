package io.reveil.segment;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.YamlNode;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads rules and finds who matches. */
@Singleton
public final class Segments {
  Segments() {}

  /** Reads {@code all/any/not/status/field/event}; whatever is wrong is refused with line, column and the fix. */
  public Rule read(YamlNode node) {
    throw new UnsupportedOperationException();
  }

  /** LIVE and RESTRICTED contacts that match today, in id order, after this id: one page of a walk. */
  public List<ContactId> page(Rule rule, long afterContact, int limit) {
    throw new UnsupportedOperationException();
  }
}
