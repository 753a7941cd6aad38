package io.reveil.report.audit;

import io.micronaut.serde.ObjectMapper;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Ground;
import io.reveil.consent.ledger.Grounds;
import io.reveil.contact.Contact;
import io.reveil.kernel.ContactId;
import io.reveil.report.count.Base;
import io.reveil.report.count.Telling;
import io.reveil.web.Csv;
import io.reveil.web.PagedText;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every contact and purpose, a line each, read page by page as it is sent: a base of any size takes the same memory. */
@Singleton
class Listing {
  private final Base base;
  private final Grounds grounds;
  private final Telling telling;
  private final ObjectMapper json;
  private final Clock clock;

  Listing(Base base, Grounds grounds, Telling telling, ObjectMapper json, Clock clock) {
    this.base = base;
    this.grounds = grounds;
    this.telling = telling;
    this.json = json;
    this.clock = clock;
  }

  /** For spreadsheets: no cell is taken for a formula (design section 12). */
  InputStream csv() {
    return stream(Csv.harmlessLine(ListedLine.COLUMNS), line -> Csv.harmlessLine(line.cells()));
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
    return PagedText.<Contact>of(
        head,
        last -> base.page(last.map(contact -> contact.id().value()).orElse(0L)),
        page -> lines(page).stream().map(text).collect(Collectors.joining()));
  }

  private List<ListedLine> lines(List<Contact> page) {
    Map<ConsentKey, Ground> known = grounds.list(page.stream().map(Contact::id).toList());
    Map<ContactId, Optional<Instant>> told = telling.told(page);
    Map<ContactId, Contact> contacts =
        page.stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    return base.judge(page).stream()
        .map(judged -> ListedLine.of(
            judged,
            Optional.ofNullable(known.get(judged.key())),
            Objects.requireNonNull(contacts.get(judged.key().contact())).provenance(),
            Optional.ofNullable(told.get(judged.key().contact()))
                .map(at -> at.map(Instant::toString).orElse("NO"))
                .orElse(""),
            clock.instant()))
        .toList();
  }
}
