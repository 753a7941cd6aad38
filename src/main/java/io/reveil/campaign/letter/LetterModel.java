package io.reveil.campaign.letter;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the templates of a campaign may say: who writes, why, and what follows. */
final class LetterModel {
  private LetterModel() {}

  /**
   * @param reason why this person is written to (A19)
   * @param source where the address came from, if the person did not give it (A18)
   * @param follows {@code nextOn} or {@code stopsOn}, or nothing
   */
  static Map<String, Object> of(
      PurposeSheet sheet,
      Language language,
      String reason,
      Optional<String> source,
      Map<String, LocalDate> follows) {
    PurposeSheet.Text text = sheet.text(language);
    Map<String, Object> model = new HashMap<>(sheet.controller().imprint());
    model.put("purpose", text.name());
    model.put("description", text.description());
    model.put("reason", reason);
    Map<String, String> lines = new HashMap<>();
    lines.put("reason", Lines.wrap(reason));
    lines.put("description", Lines.wrap(text.description()));
    source.ifPresent(sentence -> {
      model.put("source", sentence);
      lines.put("source", Lines.wrap(sentence));
    });
    model.put("lines", lines);
    follows.forEach((name, day) -> model.put(name, Words.date(day, language)));
    return model;
  }
}
