package io.reveil.subscription.request;

import io.reveil.consent.Doorway;
import io.reveil.kernel.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks for, whether just now or taken over from an earlier request.
 *
 * @param place the form, or the page that asked in place of one
 * @param doorway where it was asked
 * @param left see {@link Request}
 * @param renewal if nothing was ticked for it: somebody asked for a new link
 */
public record Wish(
    String place,
    Doorway doorway,
    Language language,
    List<Request.Asked> purposes,
    List<Request.Asked> left,
    Map<String, String> typed,
    Optional<Renewal> renewal) {

  /**
   * What the new link is for, and where it was asked for.
   *
   * @param place what stands for a form's name in the ledger
   */
  public record Renewal(Request former, String place, Doorway doorway) {}

  public Wish {
    purposes = List.copyOf(purposes);
    left = List.copyOf(left);
    typed = Map.copyOf(typed);
  }
}
