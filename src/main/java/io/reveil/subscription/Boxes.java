package io.reveil.subscription;

import io.reveil.kernel.Purpose;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How the boxes of a page came back. What the page did not show says nothing: other purposes stay as they are. */
public final class Boxes {
  private static final String NOTICE = "notice.";

  private final Posted posted;
  private final Set<String> ticked;

  public Boxes(Posted posted) {
    this.posted = posted;
    this.ticked = Set.copyOf(posted.all("purposes"));
  }

  /** A page that showed these boxes and no others, all empty. */
  public static Boxes unticked(Set<Purpose> purposes) {
    return new Boxes(Posted.of(purposes.stream()
        .collect(Collectors.toMap(purpose -> NOTICE + purpose, _ -> List.of("")))));
  }

  public boolean isTicked(Purpose purpose) {
    return ticked.contains(purpose.id());
  }

  /** Shown, and left or made empty. */
  public boolean isUnticked(Purpose purpose) {
    return !isTicked(purpose) && !posted.all(NOTICE + purpose).isEmpty();
  }

  /** Whether the text beside the box was this version's (A10, E6). */
  public boolean wasRead(Purpose purpose, int version) {
    return List.of(String.valueOf(version)).equals(posted.all(NOTICE + purpose));
  }
}
