package io.reveil.subscription;

import io.reveil.consent.wording.NoticeText;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people are told beside boxes about their data (GDPR art. 13). */
public final class NoticeLines {
  private NoticeLines() {}

  /** What is the same for all purposes is said once; where they differ, each under its name (A27). Of none, nothing. */
  public static List<Map<String, String>> of(List<PurposeSheet> purposes, Language language) {
    List<List<NoticeText.Line>> each = purposes.stream()
        .map(sheet -> NoticeText.of(sheet, language).lines(language))
        .toList();
    List<Map<String, String>> lines = new ArrayList<>();
    int items = each.isEmpty() ? 0 : each.getFirst().size();
    for (int i = 0; i < items; i++) {
      int at = i;
      List<NoticeText.Line> same = each.stream().map(all -> all.get(at)).toList();
      if (same.stream().distinct().count() == 1) {
        lines.add(
            Map.of("label", same.getFirst().label(), "text", same.getFirst().text()));
      } else {
        for (int purpose = 0; purpose < same.size(); purpose++) {
          lines.add(Map.of(
              "label", same.get(purpose).label(),
              "of", purposes.get(purpose).text(language).name(),
              "text", same.get(purpose).text()));
        }
      }
    }
    return lines;
  }
}
