package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Digests;
import io.reveil.consent.history.Broken;
import io.reveil.consent.wording.PublishedNotice;
import io.reveil.kernel.Language;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The wordings that were shown: each still has its hash, and each event names one that is there (A10, A28). */
final class WordingCheck {
  private final Map<String, String> hashes = new HashMap<>();

  WordingCheck(Collection<PublishedNotice> notices) {
    for (PublishedNotice notice : notices) {
      String name = name(
          notice.reference().key(),
          String.valueOf(notice.reference().version()),
          notice.reference().language().tag());
      String hash =
          HexFormat.of().formatHex(Digests.sha256(notice.body().getBytes(StandardCharsets.UTF_8)));
      if (!hash.equals(notice.reference().sha256())) {
        throw Broken.database(
            "The text of the notice " + name + " is not the one that was published.");
      }
      hashes.put(name, hash);
    }
  }

  private static String name(String key, String version, String language) {
    return "“%s”, version %s, %s".formatted(key, version, language);
  }

  /** Whether the wording that an event names is there, and the one that the person saw. */
  void check(long event, JsonNode notice) {
    if (notice.isMissingNode()) {
      return;
    }
    String name = name(
        notice.path("key").asText(),
        notice.path("version").asText(),
        Language.of(notice.path("language").asText()).map(Language::tag).orElse(""));
    String hash = hashes.get(name);
    if (hash == null) {
      throw Broken.database("The notice " + name + ", which event " + event + " names, is gone.");
    }
    if (!hash.equals(notice.path("sha256").asText())) {
      throw Broken.database(
          "The notice " + name + " is not the text that event " + event + " was recorded with.");
    }
  }
}
