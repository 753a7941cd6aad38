package io.reveil.report.audit;

import io.micronaut.serde.ObjectMapper;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Ground;
import io.reveil.consent.ledger.Grounds;
import io.reveil.contact.Contact;
import io.reveil.web.Csv;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every contact and purpose, a line each, read page by page as it is sent: a base of any size takes the same memory. */
@Singleton
class Listing {
  private final Base base;
  private final Grounds grounds;
  private final ObjectMapper json;
  private final Clock clock;

  Listing(Base base, Grounds grounds, ObjectMapper json, Clock clock) {
    this.base = base;
    this.grounds = grounds;
    this.json = json;
    this.clock = clock;
  }

  /** For spreadsheets: no cell is taken for a formula (design section 12). */
  InputStream csv() {
    return stream(harmless(ListedLine.COLUMNS), line -> harmless(line.cells()));
  }

  private static String harmless(List<String> cells) {
    return Csv.line(cells.stream().map(Csv::harmless).toList()) + "\n";
  }

  /** One JSON object a line. */
  InputStream json() {
    return stream("", line -> {
      try {
        return json.writeValueAsString(line) + "\n";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private InputStream stream(String head, Function<ListedLine, String> text) {
    return new SequenceInputStream(new Pages(head, text));
  }

  private List<ListedLine> lines(List<Contact> page) {
    Map<ConsentKey, Ground> known = grounds.list(page.stream().map(Contact::id).toList());
    return base.judge(page).stream()
        .map(judged ->
            ListedLine.of(judged, Optional.ofNullable(known.get(judged.key())), clock.instant()))
        .toList();
  }

  /** A page of the base at a time, as text. */
  @SuppressWarnings("JdkObsolete") // a SequenceInputStream takes nothing but an Enumeration
  private final class Pages implements Enumeration<InputStream> {
    private final Function<ListedLine, String> text;
    private Optional<String> next;
    private long after;

    Pages(String head, Function<ListedLine, String> text) {
      this.next = Optional.of(head);
      this.text = text;
    }

    @Override
    public boolean hasMoreElements() {
      return next.isPresent();
    }

    @Override
    public InputStream nextElement() {
      InputStream page =
          new ByteArrayInputStream(next.orElseThrow().getBytes(StandardCharsets.UTF_8));
      List<Contact> found = base.page(after);
      next = found.isEmpty()
          ? Optional.empty()
          : Optional.of(lines(found).stream().map(text).collect(Collectors.joining()));
      after = found.isEmpty() ? after : found.getLast().id().value();
      return page;
    }
  }
}
