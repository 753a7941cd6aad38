package io.reveil.subscription.request;

import io.reveil.kernel.Language;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What somebody asks for, whether just now or taken over from an earlier request.
 *
 * @param place the form, or the page that asked in place of one
 * @param page where it was asked
 */
public record Wish(
    String place,
    URI page,
    Language language,
    List<Request.Asked> purposes,
    Map<String, String> typed) {
  public Wish {
    purposes = List.copyOf(purposes);
    typed = Map.copyOf(typed);
  }
}
