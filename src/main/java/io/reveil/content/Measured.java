package io.reveil.content;

import java.util.Map;
import java.util.Optional;

/**
 * What of a mail is measured.
 *
 * @param links in place of the author's, by destination
 * @param image fetched when the mail is shown
 * @param refusal the link by which the person ends the measuring and nothing else, which both parts must show (A34)
 */
public record Measured(Map<String, String> links, Optional<String> image, String refusal) {
  public Measured {
    links = Map.copyOf(links);
  }
}
