package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.contact.ContactState;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is sent to whoever had their data frozen, whoever types their address (A46; GDPR art. 18). */
@Tag("sql")
class FreezeJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A46, B27): nothing is kept of it either, and the day's mail is not used up. */
  @Test
  void whoeverTypesAFrozenAddressChangesNothing() {
    signUp("frozen@example.org");
    assertThat(inbox.of("frozen@example.org")).hasSize(1);
    rig.clock().tick(Duration.ofDays(8));
    put("frozen@example.org", ContactState.RESTRICTED);
    var before = Rows.all(rig);

    var typed = signUp("frozen@example.org");
    var again = visitor.post("/f/link?lang=fr", Map.of("email", "frozen@example.org"));

    assertThat(List.of(typed, again)).allMatch(answer -> answer.status() == 202);
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(inbox.of("frozen@example.org")).hasSize(1);

    put("frozen@example.org", ContactState.LIVE);
    signUp("frozen@example.org");

    assertThat(inbox.of("frozen@example.org")).hasSize(2);
  }

  /** (A46, A43): nor does another person who wants that address. */
  @Test
  void nobodyIsAskedToGiveWayForAFrozenAddress() {
    Letter wanted = Letter.toSubscriber(rig, "wanted@example.org", 901);
    Letter mover = Letter.toSubscriber(rig, "mover@example.org", 902);
    put("wanted@example.org", ContactState.RESTRICTED);
    int mails = inbox.of("wanted@example.org").size();
    rig.clock().tick(Duration.ofDays(2));
    var before = rowsOfPeople();

    var answer = visitor.press(
        visitor.open(mover.choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", "wanted@example.org"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(rowsOfPeople()).isEqualTo(before);
    assertThat(inbox.of("wanted@example.org")).hasSize(mails);
    assertThat(wanted.contact().email()).isPresent();
  }

  /** (A46): frozen between the form and the mail. */
  @Test
  void aMailThatWaitsIsDroppedWithItsReason() {
    signUp("meanwhile@example.org");
    put("meanwhile@example.org", ContactState.RESTRICTED);

    assertThat(inbox.of("meanwhile@example.org")).isEmpty();
    assertThat(rig.database()
            .list("""
                SELECT m.state, m.reason
                  FROM message m
                  JOIN contact c ON c.contact_id = m.contact_id
                 WHERE c.email = ?
                """, row -> row.getString(1) + " " + row.getString(2), "meanwhile@example.org"))
        .containsExactly("DROPPED RESTRICTED");
  }

  /** But that somebody named an address, which is counted whosever it is (B27). */
  private static Map<String, List<String>> rowsOfPeople() {
    Map<String, List<String>> rows = Rows.all(rig);
    rows.remove("named_address");
    return rows;
  }

  private Visitor.Page signUp(String address) {
    return visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
  }

  private static void put(String address, ContactState state) {
    rig.database().update("UPDATE contact SET state = ? WHERE email = ?", state, address);
  }
}
