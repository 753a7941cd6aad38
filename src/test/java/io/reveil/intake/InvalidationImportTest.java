package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Reject;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Tally;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A list of people whose consent turned out never to have been valid (E5). */
@Tag("sql")
class InvalidationImportTest {
  private static final String REASON = "The form of the spring fair did not name us";
  private static final String AGREED = """
      external_id,email,consent_purpose,consent_at,consent_source,consent_text
      1,ada@example.org,newsletter,2025-05-04,fair,I agree
      2,bea@example.org,newsletter,2025-05-04,fair,I agree
      3,cyd@example.org,,,,
      """;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private Imports imports;

  @BeforeEach
  void people() {
    imports = Imports.on(rig);
    imports.contacts(AGREED);
    rig.clock().tick(Duration.ofHours(1));
  }

  @Test
  void aWholeListEndsAndEachOfItsRowsIsAnswered() {
    String list = """
        external_id,email,purpose,reason
        1,,newsletter,
        ,bea@example.org,newsletter,She was never asked
        3,,newsletter,
        4,,newsletter,
        1,,lettre,
        2,,,
        """;

    Run first = imports.invalidations(REASON, list);
    long events = rig.count("consent_event");
    Run again = imports.invalidations(REASON, list);

    assertThat(first.tally()).isEqualTo(new Tally(2, 0, 1, 0, 3));
    assertThat(imports.rejects(first))
        .extracting(Reject::code)
        .containsExactlyInAnyOrder("UNKNOWN_CONTACT", "UNKNOWN_PURPOSE", "NO_PURPOSE");
    assertThat(imports.rejects(first))
        .extracting(Reject::reason)
        .noneMatch(it -> it.contains("banned"));
    assertThat(consents()).containsOnly("WITHDRAWN INVALIDATED");
    assertThat(opened("by")).containsExactly("test", "test");
    assertThat(opened("reason")).containsExactlyInAnyOrder(REASON, "She was never asked");
    assertThat(again.tally()).isEqualTo(new Tally(0, 0, 3, 0, 3));
    assertThat(rig.count("consent_event")).isEqualTo(events);
    assertThat(rig.count("suppression")).isZero();
  }

  /** (E5) What an audit finds by a channel that a purpose left ends by a list, and nothing else does. */
  @Test
  void aChannelSaysWhichConsentOfAPurposeEnds() {
    imports.agreeBySms("1");

    Run run = imports.invalidations(REASON, """
        external_id,purpose,channel
        1,newsletter,sms
        2,newsletter,banana
        """);
    List<String> left = imports.byChannel();
    imports.invalidations(REASON, "external_id,purpose,channel\n1,newsletter,\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.rejects(run))
        .extracting(reject -> reject.column() + " " + reject.code())
        .containsExactly("channel BAD_CHANNEL");
    assertThat(left).containsExactly("EMAIL GRANTED", "SMS WITHDRAWN", "EMAIL GRANTED");
    assertThat(imports.byChannel())
        .containsExactly("EMAIL WITHDRAWN", "SMS WITHDRAWN", "EMAIL GRANTED");
  }

  /** (E1) The same list may be read at any time: what people gave by an act of their own, once it was known, stays. */
  @Test
  void whoAgreedAnewSinceIsLeftAlone() {
    confirm("ada@example.org");

    Run run = imports.invalidations(REASON, """
        external_id,purpose,since
        1,newsletter,2026-11-01
        2,newsletter,2026-11-01
        """);

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 1, 0, 0));
    assertThat(consents()).containsExactlyInAnyOrder("GRANTED null", "WITHDRAWN INVALIDATED");
  }

  @Test
  void aListWithoutAReasonIsRefusedByName() {
    assertThatThrownBy(() -> imports.invalidations(" ", "external_id,purpose\n"))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.details())
                .extracting(Fault.Detail::field)
                .containsExactly("reason"));
    assertThatThrownBy(() -> imports.invalidations(REASON, "external_id\n1\n"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("purpose");
  }

  /** As of the beginning of the test. */
  private static void confirm(String address) {
    Contact person =
        rig.bean(Contacts.class).find(EmailAddress.parse(address).orElseThrow()).orElseThrow();
    rig.bean(ConsentLedger.class)
        .grant(new ConsentKey(person.id(), Channel.EMAIL, Ledgers.NEWSLETTER), Ledgers.confirmed());
  }

  private static List<String> consents() {
    return rig.database()
        .list(
            "SELECT state, gap FROM current_consent",
            row -> row.getString("state") + " " + row.getString("gap"));
  }

  private static List<String> opened(String name) {
    return rig.database()
        .list(
            "SELECT opened FROM consent_opening WHERE name = ?",
            row -> row.getString("opened"),
            name);
  }
}
