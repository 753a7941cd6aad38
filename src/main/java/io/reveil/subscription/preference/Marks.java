package io.reveil.subscription.preference;

import io.reveil.subscription.Posted;
import java.util.List;
import java.util.Set;

/** How the boxes of the page came back. What the page did not show says nothing: other purposes stay as they are. */
final class Marks {
  private static final String NOTICE = "notice.";

  private final Posted posted;
  private final Set<String> ticked;

  Marks(Posted posted) {
    this.posted = posted;
    this.ticked = Set.copyOf(posted.all("purposes"));
  }

  boolean isTicked(Choice choice) {
    return ticked.contains(choice.id());
  }

  /** Shown, and left or made empty. */
  boolean isUnticked(Choice choice) {
    return !isTicked(choice) && !posted.all(NOTICE + choice.id()).isEmpty();
  }

  /** Whether the text beside the box was this version's (A10, E6). */
  boolean wasRead(Choice choice, int version) {
    return List.of(String.valueOf(version)).equals(posted.all(NOTICE + choice.id()));
  }
}
