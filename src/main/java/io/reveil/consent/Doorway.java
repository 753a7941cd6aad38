package io.reveil.consent;

import java.net.URI;
import java.util.Optional;

/**
 * By which door a request came, and from which page (E6). Only of a page of ours do we know that it was seen: of any other
 * somebody says so.
 *
 * @param page empty where nobody said one
 */
public record Doorway(Door door, Optional<URI> page) {
  /** Where somebody asked. */
  public enum Door {
    /** A page of ours. */
    HOSTED_PAGE,
    /** A copy of a form on another site. */
    SNIPPET,
    /** Another program, over the API. */
    API
  }

  public Doorway {
    if (door == Door.HOSTED_PAGE && page.isEmpty()) {
      throw new IllegalArgumentException("a page of ours has an address");
    }
  }

  /** A page of ours. */
  public static Doorway hosted(URI page) {
    return new Doorway(Door.HOSTED_PAGE, Optional.of(page));
  }

  /** Who says that this was the page; empty where we know it ourselves, and where nobody says anything. */
  public Optional<String> saidBy() {
    return page.flatMap(_ -> switch (door) {
      case HOSTED_PAGE -> Optional.empty();
      case SNIPPET -> Optional.of("BROWSER");
      case API -> Optional.of("CLIENT");
    });
  }
}
