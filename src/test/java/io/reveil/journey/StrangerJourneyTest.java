package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody types an address that is not theirs. */
class StrangerJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (B11) */
  @Test
  void notMeErasesTheAddressAndBlocksMoreOfTheseMailsFor180Days() {
    String link = asked("victim@example.org");
    var page = visitor.open(link);

    var refused = visitor.press(page, "Ce n’est pas moi");

    assertThat(refused.heading()).isEqualTo("C’est noté");
    assertThat(visitor.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
    assertThat(visitor.press(page, "Je confirme").heading()).isEqualTo("C’est noté");
    assertThat(rig.bean(Contacts.class).find(address("victim@example.org"))).isEmpty();
    assertThat(Rows.naming(rig, "victim@example.org")).isEmpty();
    rig.clock().tick(Duration.ofDays(179));
    signUp("victim@example.org");
    assertThat(inbox.of("victim@example.org")).hasSize(1);
    rig.clock().tick(Duration.ofDays(2));
    signUp("victim@example.org");
    assertThat(inbox.of("victim@example.org")).hasSize(2);
  }

  /** (B11): the victim of a flood opens any of the mails, and one press stops it. */
  @Test
  void notMeOnALinkThatANewerOneReplacedStopsTheNewerToo() {
    String first = asked("flooded@example.org");
    for (int mails = 2; mails <= 3; mails++) {
      rig.clock().tick(Duration.ofHours(25));
      signUp("flooded@example.org");
      assertThat(inbox.of("flooded@example.org")).hasSize(mails);
    }
    String last = inbox.of("flooded@example.org").getLast().link("/c/");
    var page = visitor.open(first + "?lang=en");
    assertThat(page.heading()).isEqualTo("A newer link took its place");

    var refused = visitor.press(page, "This was not me");

    assertThat(refused.heading()).isEqualTo("Noted");
    assertThat(visitor.press(page, "This was not me").heading()).isEqualTo("Noted");
    assertThat(visitor.open(first).heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(last).heading()).isEqualTo("C’est noté");
    assertThat(Rows.naming(rig, "flooded@example.org")).isEmpty();
    rig.clock().tick(Duration.ofDays(100));
    signUp("flooded@example.org");
    assertThat(inbox.of("flooded@example.org")).hasSize(3);
  }

  /** (B11): also when the request has run out, for somebody whom we know; the rest of what we know stays. */
  @Test
  void notMeOnAnExpiredLinkStopsWhatWaitsAndLeavesTheRestAlone() {
    new Office(rig).bringIn("contacts", "email\nknown@example.org\n");
    String old = asked("known@example.org");
    rig.clock().tick(Duration.ofDays(7));
    expire();
    signUp("known@example.org");
    String newest = inbox.of("known@example.org").getLast().link("/c/");
    var page = visitor.open(old);
    assertThat(page.heading()).isEqualTo("Ce lien n’est plus valable");

    var refused = visitor.press(page, "Ce n’est pas moi");

    assertThat(refused.heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(newest).heading()).isEqualTo("C’est noté");
    assertThat(contact("known@example.org").state()).isEqualTo(ContactState.LIVE);
    assertThat(stateOf("known@example.org")).isEqualTo(ConsentState.REFUSED);
    rig.clock().tick(Duration.ofDays(100));
    signUp("known@example.org");
    assertThat(inbox.of("known@example.org")).hasSize(2);
  }

  /** (A12, B11): a link of which nothing is left speaks of what came after it, to whom we know by such requests alone. */
  @Test
  void notMeOnAForgottenLinkStopsWhatWaits() {
    String forgotten = asked("patient@example.org");
    rig.clock().tick(Duration.ofDays(20));
    signUp("patient@example.org");
    assertThat(inbox.of("patient@example.org")).hasSize(2);
    rig.clock().tick(Duration.ofDays(9));
    expire();
    assertThat(visitor.open(forgotten).heading()).isEqualTo("Ce lien n’est plus valable");
    signUp("patient@example.org");
    String newest = inbox.of("patient@example.org").getLast().link("/c/");
    var page = visitor.open(forgotten);
    assertThat(page.heading()).isEqualTo("Un lien plus récent a pris sa place");
    assertThat(page.document().select("dl.ref time").text()).isEqualTo("20 décembre 2026");

    var refused = visitor.press(page, "Ce n’est pas moi");

    assertThat(refused.heading()).isEqualTo("C’est noté");
    assertThat(visitor.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(newest).heading()).isEqualTo("C’est noté");
    assertThat(Rows.naming(rig, "patient@example.org")).isEmpty();
    rig.clock().tick(Duration.ofDays(100));
    signUp("patient@example.org");
    assertThat(inbox.of("patient@example.org")).hasSize(3);
  }

  /** (A43, D5): the address of somebody known otherwise may be another one by now, and a forgotten link shows nothing. */
  @Test
  void aForgottenLinkOfSomebodyKnownLooksLikeAForgedOne() {
    new Office(rig).bringIn("contacts", "email\nmoved@example.org\n");
    String forgotten = asked("moved@example.org");
    rig.clock().tick(Duration.ofDays(29));
    expire();
    signUp("moved@example.org");

    var page = visitor.open(forgotten);
    var refused = visitor.post(forgotten + "/refuse?lang=fr", Map.of());

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).isEqualTo(visitor.open("/c/forged").body());
    assertThat(refused.body()).isEqualTo(page.body());
    assertThat(actsOf("moved@example.org")).doesNotContain("REFUSED");
  }

  /** (B11): what the person confirmed since is not undone by an old link. */
  @Test
  void notMeOnAnOldLinkLeavesAConfirmedConsentAlone() {
    String old = asked("twice@example.org");
    rig.clock().tick(Duration.ofHours(25));
    signUp("twice@example.org");
    visitor.press(visitor.open(inbox.of("twice@example.org").getLast().link("/c/")), "Je confirme");

    visitor.press(visitor.open(old), "Ce n’est pas moi");

    assertThat(stateOf("twice@example.org")).isEqualTo(ConsentState.GRANTED);
  }

  /** (B11, C10, promise 1): a robot pressed before the person read the mail, who then finds either page. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void notMeOnALinkThatARobotConfirmedEndsWhatItGranted(boolean hadOpenedIt) {
    String address = "robot-" + hadOpenedIt + "@example.org";
    String link = asked(address);
    var opened = visitor.open(link);
    visitor.press(visitor.open(link), "Je confirme");
    var page = hadOpenedIt ? opened : visitor.open(link);
    ContactId stranger = contact(address).id();

    var refused = visitor.press(page, "Ce n’est pas moi");

    assertThat(refused.heading()).isEqualTo("C’est noté");
    assertThat(refused.document().text()).contains("ce qu’elle avait fait accorder prend fin");
    assertThat(Letter.stateOf(rig, stranger)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(actsOf(stranger)).containsExactly("REQUESTED", "DOI_SENT", "GRANTED", "WITHDRAWN");
    assertThat(means(stranger)).containsExactly("NOT_ME");
    assertThat(visitor.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(link).heading()).isEqualTo("C’est noté");
    assertThat(visitor.press(opened, "Je confirme").heading()).isEqualTo("C’est noté");
    assertThat(actsOf(stranger)).hasSize(4);
    rig.clock().tick(Duration.ofDays(179));
    signUp(address);
    assertThat(inbox.of(address)).hasSize(1);
  }

  /** (B11, C10, promise 1): whoever was away for a month says so as well, and nothing of them is left, as the page says. */
  @Test
  void notMeEndsWhatARobotConfirmedLongAfterTheRequestIsForgotten() {
    String link = asked("holidays@example.org");
    visitor.press(visitor.open(link), "Je confirme");
    rig.clock().tick(Duration.ofDays(31));
    expire();
    var page = visitor.open(link);
    assertThat(page.heading()).isEqualTo("C’est confirmé depuis longtemps");
    assertThat(page.document().text()).contains("La lettre du matin", "ho…@example.org");
    assertThat(visitor.open(link + "?lang=en").heading()).isEqualTo("This was confirmed long ago");
    assertThat(visitor.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");

    assertThat(rig.bean(Contacts.class).find(address("holidays@example.org"))).isEmpty();
    assertThat(Rows.naming(rig, "holidays@example.org")).isEmpty();
    assertThat(visitor.open(link).status()).isEqualTo(404);
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
    signUp("holidays@example.org");
    assertThat(inbox.of("holidays@example.org")).hasSize(1);
  }

  /** (B11, C10, promise 1): whom we know otherwise stays, as the page says, and reads the same a second time. */
  @Test
  void notMeLongAfterwardsLeavesTheRestOfWhatWeKnowAlone() {
    new Office(rig)
        .bringIn(
            "contacts",
            "email,source_type,source_at\nreturns@example.org,own_form,2025-05-04T12:00:00Z\n");
    String link = asked("returns@example.org");
    visitor.press(visitor.open(link), "Je confirme");
    rig.clock().tick(Duration.ofDays(31));
    expire();
    var page = visitor.open(link);

    var refused = visitor.press(page, "Ce n’est pas moi");

    assertThat(refused.document().text()).contains("Nous connaissons aussi la personne");
    assertThat(visitor.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(link).document().text()).contains("Nous connaissons aussi la personne");
    assertThat(contact("returns@example.org").state()).isEqualTo(ContactState.LIVE);
    assertThat(stateOf("returns@example.org")).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(means(contact("returns@example.org").id())).containsExactly("NOT_ME");
    assertThat(actsOf("returns@example.org")).hasSize(4);
  }

  /** (B11): what the person confirmed by a newer link stands, whatever becomes of the older one. */
  @Test
  void notMeOnALinkConfirmedBeforeANewerOneLeavesTheNewerConsentAlone() {
    String old = asked("again@example.org");
    visitor.press(visitor.open(old), "Je confirme");
    rig.clock().tick(Duration.ofHours(25));
    signUp("again@example.org");
    visitor.press(visitor.open(inbox.of("again@example.org").getLast().link("/c/")), "Je confirme");

    visitor.press(visitor.open(old), "Ce n’est pas moi");

    assertThat(stateOf("again@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(actsOf("again@example.org")).doesNotContain("WITHDRAWN", "REFUSED");
  }

  /** (design section 3; A14): a stranger's request, never confirmed, leaves the way open to the person's proof. */
  @Test
  void whoTypesAnAddressDoesNotBarItsLaterImport() {
    Office office = new Office(rig);
    String proven = """
        email,consent_purpose,consent_at,consent_source,consent_text
        typed@example.org,newsletter,2025-05-04T12:00:00Z,checkout form v1,I agree
        """;
    office.bringIn("contacts", "email,consent_purpose\ntyped@example.org,newsletter\n");
    asked("typed@example.org");
    rig.clock().tick(Duration.ofDays(7));
    expire();
    assertThat(objection("typed@example.org")).contains(NoMail.EVIDENCE_MISSING);

    var run = office.bringIn("contacts", proven);

    assertThat(run.path("changed").asLong()).isOne();
    assertThat(stateOf("typed@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(objection("typed@example.org")).isEmpty();
    assertThat(actsOf("typed@example.org"))
        .containsExactly("BASIS_SET", "REQUESTED", "DOI_SENT", "EXPIRED", "GRANTED");
  }

  private String asked(String address) {
    signUp(address);
    return inbox.only(address).link("/c/");
  }

  private void signUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
  }

  private static void expire() {
    Recurring work = rig.context().getBeansOfType(Recurring.class).stream()
        .filter(one -> one.name().equals("request-expiry"))
        .findFirst()
        .orElseThrow();
    while (work.round()) {
      // The next part.
    }
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static Contact contact(String text) {
    return rig.bean(Contacts.class).find(address(text)).orElseThrow();
  }

  private static ConsentState stateOf(String text) {
    return Letter.stateOf(rig, contact(text).id());
  }

  private static Optional<NoMail> objection(String text) {
    Contact contact = contact(text);
    return Optional.ofNullable(rig.bean(Permissions.class)
        .objections(Channel.EMAIL, new Purpose("newsletter"), List.of(contact))
        .get(contact.id()));
  }

  private static List<String> actsOf(String text) {
    return actsOf(contact(text).id());
  }

  private static List<String> actsOf(ContactId contact) {
    return rig.database().list("""
            SELECT act
              FROM consent_event e
              JOIN consent_subject s ON s.subject_ref = e.subject_ref
             WHERE s.contact_id = ?
               AND e.purpose = 'newsletter'
             ORDER BY version
            """, row -> row.getString("act"), contact.value());
  }

  /** By which means what was granted ended. */
  private static List<String> means(ContactId contact) {
    return rig.database()
        .list(
            "SELECT opened FROM consent_opening WHERE contact_id = ? AND name = 'means'",
            row -> row.getString("opened"),
            contact.value());
  }
}
