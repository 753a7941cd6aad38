package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A letter was passed on, and whoever got it named an address of their own (A43). */
@Tag("sql")
class AddressBackJourneyTest {
  private static final String ANNA = "anna@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A43, B13): where to, as far as it helps the person and no further. */
  @Test
  void theFormerAddressIsToldWhereTheLettersGo() {
    moved(subscriber(ANNA, 921), BOB);

    List<Inbox.Mail> mails = inbox.of(ANNA);

    assertThat(mails).as("the one to confirm her sign-up, and this").hasSize(2);
    Inbox.Mail told = mails.getLast();
    assertThat(told.header("Subject")).contains("Vos_lettres_vont");
    assertThat(told.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(told.header("List-Unsubscribe")).isEmpty();
    assertThat(told.links()).singleElement().asString().contains("/b/");
    for (String part : List.of(told.text(), told.html())) {
      assertThat(part)
          .contains("bo…@example.org", "La lettre du matin", "Ce n’était pas vous", "Maison Lumen")
          .doesNotContain(BOB, "<img", "${");
    }
  }

  /** (A43, C1): scanners look; nothing changes. */
  @Test
  void lookingAtThePageChangesNothing() {
    moved(subscriber(ANNA, 922), BOB);
    String link = back();
    var before = Rows.all(rig);

    var page = visitor.open(link);
    visitor.head(link);
    var pressed = visitor.post(link, Map.of());

    assertThat(page.heading()).isEqualTo("Rétablir votre adresse");
    assertThat(page.document().text()).contains("an…@example.org", "bo…@example.org");
    assertThat(visitor.open(link + "?lang=en").heading()).isEqualTo("Put your address back");
    assertThat(pressed.heading()).as("without the nonce of the page").isEqualTo(page.heading());
    assertThat(visitor.open(Visitor.forged(link)).status()).isEqualTo(404);
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (A43): whatever the other agreed to in the person's place. */
  @Test
  void whoTakesItBackHasTheirAddressAndTheOtherHasNothing() {
    Letter letter = subscriber(ANNA, 923);
    String confirmed = moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofHours(25));
    signUp(BOB, "link_tracking");
    Letter later = Letter.to(rig, BOB, 924);

    var done = visitor.press(visitor.open(link), "Ce n’était pas moi");

    assertThat(done.heading()).isEqualTo("Votre adresse est rétablie");
    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(rig.bean(Contacts.class).find(address(BOB))).isEmpty();
    assertThat(rig.bean(Permissions.class).list(letter.contact().id()))
        .isNotEmpty()
        .noneMatch(CurrentConsent::isBased);
    assertThat(isOpposed(ANNA)).isFalse();
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
    assertThat(visitor.open(confirmed).heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(later.choose()).status()).isEqualTo(410);
    assertThat(inbox.of(ANNA)).as("the page said it").hasSize(2);
  }

  /** (A43, D10) */
  @Test
  void theLinkWorksOnce() {
    Letter letter = subscriber(ANNA, 925);
    moved(letter, BOB);
    String link = back();
    var page = visitor.open(link);
    visitor.press(page, "Ce n’était pas moi");
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", BOB, "purposes", "newsletter", "notice.newsletter", "1"));
    var before = Rows.all(rig);

    var again = visitor.press(page, "Ce n’était pas moi");

    assertThat(again.heading()).isEqualTo("Votre adresse est rétablie");
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (A43): also where the other was known before, and took the person's place. */
  @Test
  void whoWasMergedIntoAnotherHasTheirAddressAgain() {
    Letter other = subscriber(BOB, 926);
    Letter letter = subscriber(ANNA, 927);
    rig.clock().tick(Duration.ofDays(2));
    moved(letter, BOB);
    assertThat(contact(letter).email()).isEmpty();

    visitor.press(visitor.open(back()), "Ce n’était pas moi");

    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(contact(other).email()).contains(address(BOB));
    assertThat(Letter.stateOf(rig, other.contact().id()).name()).isEqualTo("WITHDRAWN");
    assertThat(isOpposed(ANNA)).isFalse();
  }

  /** (A43): what is so by then is for nobody to guess; the page says to whom to write. */
  @Test
  void theLinkEndsWhenTheAddressChangesAgain() {
    Letter letter = subscriber(ANNA, 928);
    moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofDays(2));
    Letter later = Letter.to(rig, BOB, 929);
    rig.database()
        .update(
            "UPDATE message SET state = 'SENT', settled_at = ? WHERE message_id = ?",
            rig.clock().instant(),
            later.messageId());
    moved(later, "third@example.org");

    var late = visitor.open(link);

    assertThat(late.status()).isEqualTo(410);
    assertThat(late.document().text()).contains("bonjour@example.org");
  }

  /** (A12, A43) */
  @Test
  void theLinkEndsWithItsRequest() {
    moved(subscriber(ANNA, 930), BOB);
    String link = back();
    rig.clock().tick(Duration.ofDays(27));
    assertThat(visitor.open(link).status()).isEqualTo(200);
    rig.clock().tick(Duration.ofDays(2));
    assertThat(visitor.open(link).status()).isEqualTo(410);
    Recurring expiry = rig.bean(Recurring.class, "Expiry");
    while (expiry.round()) {
      // The next part.
    }

    assertThat(visitor.open(link).status()).isEqualTo(410);
    assertThat(Rows.naming(rig, ANNA)).doesNotContain("former_state", "contact");
  }

  /** A mailbox that takes no mail is often why somebody names another. */
  @Test
  void anAddressThatIsDeadIsToldNothing() {
    Letter letter = subscriber(ANNA, 931);
    rig.database()
        .update(
            "UPDATE contact SET undeliverable_at = ? WHERE contact_id = ?",
            rig.clock().instant(),
            letter.contact().id().value());

    moved(letter, BOB);

    assertThat(inbox.of(ANNA)).hasSize(1);
  }

  private Letter subscriber(String address, long wave) {
    Letter letter = Letter.toSubscriber(rig, address, wave);
    rig.clock().tick(Duration.ofSeconds(30));
    return letter;
  }

  private String moved(Letter letter, String to) {
    visitor.press(
        visitor.open(letter.choose()), "Demander à la nouvelle adresse", Map.of("email", to));
    String link = inbox.of(to).getLast().link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    return link;
  }

  private String back() {
    return inbox.of(ANNA).getLast().link("/b/");
  }

  private void signUp(String address, String purpose) {
    visitor.post(
        "/f/guide?lang=fr",
        Map.of("email", address, "purposes", purpose, "notice." + purpose, "1"));
    visitor.press(visitor.open(inbox.of(address).getLast().link("/c/")), "Je confirme");
  }

  private static Contact contact(Letter letter) {
    return rig.bean(Contacts.class).find(letter.contact().id()).orElseThrow();
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static boolean isOpposed(String text) {
    var digest = rig.bean(AddressDigests.class).of(address(text));
    return !rig.bean(Suppressions.class).list(List.of(digest)).isEmpty();
  }
}
