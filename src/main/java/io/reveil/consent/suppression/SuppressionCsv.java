package io.reveil.consent.suppression;

import io.reveil.web.Csv;
import io.reveil.web.PagedText;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All bans as CSV: a list that {@code import suppressions} takes again. */
final class SuppressionCsv {
  private static final String HEAD = "digest,reason,source,since\n";

  private SuppressionCsv() {}

  static InputStream of(Suppressions suppressions, WrittenDigests digests) {
    return PagedText.<StoredBan>of(
        HEAD,
        last -> suppressions.listAfter(
            last.map(Suppressions.Place::of).orElse(Suppressions.Place.START)),
        page -> page.stream().map(ban -> line(ban, digests)).collect(Collectors.joining()));
  }

  private static String line(StoredBan ban, WrittenDigests digests) {
    return Csv.harmlessLine(List.of(
        digests.write(ban.digest()),
        ban.reason().toLowerCase(Locale.ROOT),
        ban.source(),
        ban.createdAt().toString()));
  }
}
