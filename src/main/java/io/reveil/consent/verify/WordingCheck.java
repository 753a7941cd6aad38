package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Digests;
import io.reveil.consent.history.Faults;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.PublishedNotice;
import io.reveil.kernel.Language;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The wordings that were shown: each still has its hash, and each event names one that is there (A10, A28). Of a wording
 * one fault is told, however many events name it.
 */
final class WordingCheck {
  private final Map<String, String> hashes = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Notices notices;
  private final Faults faults;

  WordingCheck(Notices notices, Faults faults) {
    this.notices = notices;
    this.faults = faults;
    notices.list().forEach(this::take);
  }

  private void take(PublishedNotice notice) {
    String name = name(
        notice.reference().key(),
        String.valueOf(notice.reference().version()),
        notice.reference().language().tag());
    String hash =
        HexFormat.of().formatHex(Digests.sha256(notice.body().getBytes(StandardCharsets.UTF_8)));
    if (!hash.equals(notice.reference().sha256())) {
      tell(name, "The text of the notice " + name + " is not the one that was published.");
    }
    hashes.put(name, hash);
  }

  private static String name(String key, String version, String language) {
    return "“%s”, version %s, %s".formatted(key, version, language);
  }

  /** Whether the wording that an event names is there, and the one that the person saw. */
  void check(long event, JsonNode notice) {
    if (notice.isMissingNode()) {
      return;
    }
    Optional<Language> language = Language.of(notice.path("language").asText());
    String name = name(
        notice.path("key").asText(),
        notice.path("version").asText(),
        language.map(Language::tag).orElse(""));
    if (!hashes.containsKey(name) && !told.contains(name)) {
      // One may have been published since we began to read.
      language
          .flatMap(known ->
              notices.find(notice.path("key").asText(), notice.path("version").asInt(), known))
          .ifPresent(this::take);
    }
    String hash = hashes.get(name);
    if (hash == null) {
      tell(name, "The notice " + name + ", which event " + event + " names, is gone.");
    } else if (!hash.equals(notice.path("sha256").asText())) {
      tell(
          name,
          "The notice " + name + " is not the text that event " + event + " was recorded with.");
    }
  }

  private void tell(String name, String sentence) {
    if (told.add(name)) {
      faults.add(sentence);
    }
  }
}
