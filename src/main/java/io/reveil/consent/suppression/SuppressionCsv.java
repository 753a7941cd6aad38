package io.reveil.consent.suppression;

import io.reveil.web.Csv;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All bans as CSV, fetched page by page as it is read: a list that {@code import suppressions} takes again. */
@SuppressWarnings("JdkObsolete") // a SequenceInputStream takes nothing but an Enumeration
final class SuppressionCsv implements Enumeration<InputStream> {
  private final Suppressions suppressions;
  private final WrittenDigests digests;
  private String next = "digest,reason,source,since\n";
  private Suppressions.Place place = Suppressions.Place.START;

  private SuppressionCsv(Suppressions suppressions, WrittenDigests digests) {
    this.suppressions = suppressions;
    this.digests = digests;
  }

  static InputStream of(Suppressions suppressions, WrittenDigests digests) {
    return new SequenceInputStream(new SuppressionCsv(suppressions, digests));
  }

  @Override
  public boolean hasMoreElements() {
    return !next.isEmpty();
  }

  @Override
  public InputStream nextElement() {
    InputStream page = new ByteArrayInputStream(next.getBytes(StandardCharsets.UTF_8));
    List<StoredBan> found = suppressions.listAfter(place);
    next = found.stream().map(this::text).collect(Collectors.joining());
    place = found.isEmpty() ? place : Suppressions.Place.of(found.getLast());
    return page;
  }

  private String text(StoredBan ban) {
    return Csv.line(List.of(
            digests.write(ban.digest()),
            ban.reason().toLowerCase(Locale.ROOT),
            Csv.harmless(ban.source()),
            ban.createdAt().toString()))
        + "\n";
  }
}
