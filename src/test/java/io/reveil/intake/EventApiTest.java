package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the CRM tells of contacts as it happens (F1, A21; issue 5). */
@Tag("sql")
class EventApiTest {
  private static final String BOUGHT = """
      {"eventId": "o-1", "externalId": "7", "type": "purchase", "occurredAt": "2026-05-04T12:00:00Z",
       "amount": 29.33, "quantity": 2}""";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final KeyedClient client = new KeyedClient(rig);

  private Imports imports;

  @BeforeEach
  void oneContact() {
    imports = Imports.on(rig);
    imports.contacts("external_id,email\n7,ada@example.org\n");
  }

  private KeyedClient.Answer tell(String... events) {
    return client.post(
        "/api/events", "application/json", "{\"events\": [" + String.join(",", events) + "]}");
  }

  /** Told again, since its answer was lost, it counts once; also by a file with the same id. */
  @Test
  void anEventCountsOnceHoweverOftenItIsTold() {
    assertThat(tell(BOUGHT).body().toString())
        .isEqualTo("{\"recorded\":1,\"known\":0,\"refused\":[]}");
    assertThat(tell(BOUGHT, BOUGHT).body().toString())
        .isEqualTo("{\"recorded\":0,\"known\":2,\"refused\":[]}");
    assertThat(imports
            .events("external_id,occurred_at,type,event_id\n7,2026-05-04,purchase,o-1\n")
            .tally()
            .unchanged())
        .isEqualTo(1);
    assertThat(standing().lastSignOn()).hasValue(LocalDate.of(2026, 5, 4));
    assertThat(rig.count("contact_signal")).isEqualTo(1);
  }

  /** What comes late moves nothing back, and what comes early in the file does not hide what is later. */
  @Test
  void lateEventsAndEventsOutOfOrderCountAsTheyOccurred() {
    tell(BOUGHT);
    tell(
        BOUGHT.replace("o-1", "o-0").replace("2026-05", "2025-01"),
        """
        {"eventId": "c-1", "email": "ADA@example.org", "type": "call", "occurredAt": "2026-06-01"}""",
        BOUGHT.replace("o-1", "o-2").replace("2026-05", "2026-03"));

    assertThat(standing().lastSignOn()).hasValue(LocalDate.of(2026, 6, 1));
    assertThat(rig.count("contact_signal")).isEqualTo(4);
  }

  /** What cannot be stored is named, with its place, its field and the fix; the rest is stored. */
  @Test
  void eachRefusalNamesItsEventAndField() {
    var answer = tell(
        BOUGHT,
        BOUGHT.replace("\"7\"", "\"8\"").replace("o-1", "o-2"),
        BOUGHT.replace("purchase", "gift").replace("o-1", "o-3"),
        BOUGHT.replace("2026-05-04T12:00:00Z", "2027-05-04").replace("o-1", "o-4"),
        BOUGHT.replace("29.33", "1e999999999").replace("o-1", "o-5"),
        BOUGHT.replace("\"quantity\": 2", "\"quantity\": 2.5").replace("o-1", "o-6"),
        BOUGHT.replace("\"eventId\": \"o-1\", ", ""),
        "null");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("recorded").asInt()).isEqualTo(1);
    List<String> refused = answer
        .body()
        .path("refused")
        .valueStream()
        .map(event -> "%d %s %s %s"
            .formatted(
                event.path("index").asInt(),
                event.path("eventId").asText("-"),
                event.path("field").asText(),
                event.path("code").asText()))
        .sorted()
        .toList();
    assertThat(refused)
        .containsExactly(
            "1 o-2 externalId UNKNOWN_CONTACT",
            "2 o-3 type UNKNOWN_TYPE",
            "3 o-4 occurredAt FUTURE",
            "4 o-5 amount BAD_AMOUNT",
            "5 o-6 quantity BAD_QUANTITY",
            "6 - eventId NO_EVENT_ID",
            "7 - eventId NO_EVENT_ID");
  }

  @Test
  void aBatchHasAThousandEventsAtMost() {
    assertThat(tell().status()).isEqualTo(400);
    assertThat(tell(Collections.nCopies(1_001, BOUGHT).toArray(String[]::new))
            .body()
            .toString())
        .contains("events: send 1 to 1,000 at once.");
    assertThat(rig.count("contact_signal")).isZero();
  }

  private static Standing standing() {
    ContactId ada = rig.bean(Contacts.class).findByExternalId("7").orElseThrow().id();
    return Optional.ofNullable(
            rig.bean(Activities.class).standings(List.of(ada)).get(ada))
        .orElseThrow();
  }
}
