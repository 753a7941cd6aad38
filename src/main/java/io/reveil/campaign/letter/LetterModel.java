package io.reveil.campaign.letter;

import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.Language;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** What the templates of a campaign may say: who writes, why, and what follows. */
final class LetterModel {
  private LetterModel() {}

  /**
   * @param reason why this person is written to (A19)
   * @param follows {@code nextOn} or {@code stopsOn}, or nothing
   */
  static Map<String, Object> of(
      PurposeSheet sheet, Language language, String reason, Map<String, LocalDate> follows) {
    Controller controller = sheet.controller();
    PurposeSheet.Text text = sheet.text(language);
    Map<String, Object> model = new HashMap<>();
    model.put("controller", controller.name());
    model.put("postal", controller.postalAddress());
    model.put("contact", controller.contactAddress().forSending());
    model.put("policyUrl", controller.policyUrl().toString());
    model.put("purpose", text.name());
    model.put("description", text.description());
    model.put("reason", reason);
    model.put(
        "lines",
        Map.of(
            "reason", Words.wrap(reason),
            "description", Words.wrap(text.description())));
    follows.forEach((name, day) -> model.put(name, Words.day(day, language)));
    return model;
  }
}
