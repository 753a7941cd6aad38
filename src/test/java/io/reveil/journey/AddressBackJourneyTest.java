package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.contact.Moves;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A letter was passed on, and whoever got it named an address of their own (A43). */
@Tag("sql")
class AddressBackJourneyTest {
  private static final String ANNA = "anna@example.org";
  private static final String BOB = "bob@example.org";
  private static final String THIRD = "third@example.org";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withAllBasesAndAFormFor("newsletter", "text_news", "open_tracking")));

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
    signUp(BOB, "open_tracking");
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

  /** (A43): whoever moves on with what they took keeps it no more than before; its letters went where they are now. */
  @Test
  void theLinkTakesBackAFurtherChangeToo() {
    Letter letter = subscriber(ANNA, 928);
    moved(letter, BOB);
    String link = back();
    String third = moved(sentToBob(929), THIRD);
    String second = inbox.of(BOB).getLast().link("/b/");
    rig.clock().tick(Duration.ofMinutes(1));

    var page = visitor.open(link);
    var done = visitor.press(page, "Ce n’était pas moi");

    assertThat(page.document().text()).contains("vont maintenant à th…@example.org");
    assertThat(done.heading()).isEqualTo("Votre adresse est rétablie");
    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(hasAnything(letter.contact())).isFalse();
    assertThat(isOpposed(ANNA)).isFalse();
    assertThat(visitor.open(third).status()).isEqualTo(404);
    assertThat(visitor.open(second).status()).isEqualTo(410);
    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  /** (A43): nor by going into the place of somebody who was known. */
  @Test
  void theLinkTakesBackWhatWentOnIntoAnothersPlace() {
    Letter other = subscriber(THIRD, 932);
    visitor.press(visitor.open(other.leave()), "Arrêter cette lettre");
    Letter letter = subscriber(ANNA, 933);
    rig.clock().tick(Duration.ofDays(1));
    moved(letter, BOB);
    String link = back();
    moved(sentToBob(934), THIRD);
    assertThat(hasAnything(other.contact())).isTrue();

    var page = visitor.open(link);
    visitor.press(page, "Ce n’était pas moi");

    assertThat(page.document().text()).contains("vont maintenant à th…@example.org");
    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(contact(other).email()).contains(address(THIRD));
    assertThat(hasAnything(other.contact())).isFalse();
    assertThat(isOpposed(ANNA)).isFalse();
    assertThat(visitor.open(link).heading()).isEqualTo("Votre adresse est rétablie");
  }

  /** (A43, D5): what another system says of the address is for nobody to guess; the page says to whom to write. */
  @Test
  void theLinkEndsWhenAnotherSystemChangesTheAddress() {
    Letter letter = subscriber(ANNA, 935);
    moved(letter, BOB);
    String link = back();
    rig.database().write(() -> rig.bean(Moves.class).move(letter.contact().id(), address(THIRD)));

    var late = visitor.open(link);

    assertThat(late.status()).isEqualTo(410);
    assertThat(late.document().text())
        .contains("L’adresse a encore changé", "bonjour@example.org")
        .doesNotContain("Son temps");
  }

  /** (A43): nothing that was confirmed there later keeps the change, and no page says that it ended while it stands. */
  @Test
  void theOtherMailboxKeepsNothingByASignUpAndANo() {
    Letter letter = subscriber(ANNA, 936);
    String confirmed = moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofHours(25));
    signUp(BOB, "open_tracking");
    visitor.press(
        visitor.open(sentToBob(937).choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", THIRD));
    String asked = inbox.of(THIRD).getLast().link("/c/");

    visitor.press(visitor.open(confirmed), "Ce n’est pas moi");

    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(hasAnything(letter.contact())).isFalse();
    assertThat(inbox.of(ANNA).getLast().text()).contains("VOTRE ADRESSE EST");
    assertThat(visitor.open(link).heading()).isEqualTo("Votre adresse est rétablie");
    assertThat(visitor.open(asked).status()).as("what was asked for in between").isEqualTo(410);
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  /** (A43): whoever types the former address into a form takes it from nobody. */
  @Test
  void aRequestThatNobodyConfirmedKeepsTheAddressFromNobody() {
    Letter letter = subscriber(ANNA, 938);
    moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofHours(25));
    ask("/f/newsletter", ANNA, Map.of("purposes", "newsletter", "notice.newsletter", "1"));

    var done = visitor.press(visitor.open(link), "Ce n’était pas moi");

    assertThat(done.heading()).isEqualTo("Votre adresse est rétablie");
    assertThat(contact(letter).email()).contains(address(ANNA));
    assertThat(rig.bean(Contacts.class).find(address(ANNA))).contains(contact(letter));
  }

  /** (A43): who signed up again cannot have the former record, but what the other has of it ends. */
  @Test
  void whatTheOtherHasEndsAlsoWhereTheAddressWasSignedUpAgain() {
    Letter letter = subscriber(ANNA, 939);
    moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofHours(25));
    ask("/f/newsletter", ANNA, Map.of("purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.of(ANNA).getLast().link("/c/")), "Je confirme");

    var page = visitor.open(link);
    var done = visitor.press(page, "Ce n’était pas moi");

    assertThat(page.document().text()).contains("inscrite de nouveau");
    assertThat(done.heading()).isEqualTo("L’autre adresse n’a plus rien");
    assertThat(visitor.open(link + "?lang=en").heading())
        .isEqualTo("The other address has nothing any more");
    assertThat(hasAnything(letter.contact())).isFalse();
    Contact anew = rig.bean(Contacts.class).find(address(ANNA)).orElseThrow();
    assertThat(anew.id()).isNotEqualTo(letter.contact().id());
    assertThat(hasAnything(anew)).isTrue();
  }

  /** (A43): neither the name nor the sign of life, nor a consent by another channel. */
  @Test
  void whatTheOtherLeftBehindGoesToo() {
    Letter letter = subscriber(ANNA, 940);
    var before = standing(letter);
    moved(letter, BOB);
    String link = back();
    rig.clock().tick(Duration.ofDays(2));
    ask(
        "/f/newsletter",
        BOB,
        Map.of("purposes", "newsletter", "notice.newsletter", "1", "fields.first_name", "Bob"));
    visitor.press(visitor.open(inbox.of(BOB).getLast().link("/c/")), "Je confirme");
    rig.clock().tick(Duration.ofDays(2));
    ask("/f/all", BOB, Map.of("purposes", "text_news", "notice.text_news", "1"));
    visitor.press(visitor.open(inbox.of(BOB).getLast().link("/c/")), "Je confirme");
    assertThat(names(letter)).containsEntry("first_name", "Bob");

    visitor.press(visitor.open(link), "Ce n’était pas moi");

    assertThat(hasAnything(letter.contact())).isFalse();
    assertThat(names(letter)).isEmpty();
    assertThat(standing(letter)).isEqualTo(before);
  }

  /** (A43, C10, C2): whoever takes back is never told to wait, and of a page that lay open is told what to do. */
  @Test
  void takingBackIsNeverBounded() {
    Letter letter = subscriber(ANNA, 941);
    moved(letter, BOB);
    String link = URI.create(back()).getPath();
    var page = visitor.open(link);
    rig.clock().tick(Duration.ofMinutes(61));

    var stale = visitor.press(page, "Ce n’était pas moi");

    assertThat(page.document().select("[role=status]")).isEmpty();
    assertThat(stale.document().select("[role=status]").text()).contains("Appuyez de nouveau");
    assertThat(contact(letter).email()).contains(address(BOB));
    try (EmbeddedServer strict = rig.beside(Map.of("reveil.web.posts-per-minute", "3"))) {
      Visitor crowd = new Visitor(strict.getURI()::resolve);
      assertThat(IntStream.range(0, 10)
              .mapToObj(_ -> crowd.post(link, "text/plain", "", Map.of()).status()))
          .containsOnly(200);
    }
    assertThat(visitor.press(stale, "Ce n’était pas moi").heading())
        .isEqualTo("Votre adresse est rétablie");
  }

  /** (A43, D5): of somebody erased nobody learns that they were there. */
  @Test
  void aLinkOfSomebodyErasedLooksForged() {
    Letter letter = subscriber(ANNA, 942);
    moved(letter, BOB);
    String link = back();
    Subject subject = new Subject(Optional.of(letter.contact().id()), Optional.of(address(BOB)));
    rig.database()
        .write(() ->
            rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(subject)));

    var page = visitor.open(link);

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).isEqualTo(visitor.open(Visitor.forged(link)).body());
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

  private Letter sentToBob(long wave) {
    rig.clock().tick(Duration.ofDays(2));
    Letter later = Letter.to(rig, BOB, wave);
    rig.database()
        .update(
            "UPDATE message SET state = 'SENT', settled_at = ? WHERE message_id = ?",
            rig.clock().instant(),
            later.messageId());
    return later;
  }

  private void ask(String form, String address, Map<String, String> typed) {
    Map<String, String> values = new HashMap<>(typed);
    values.put("email", address);
    assertThat(visitor.post(form + "?lang=fr", values).status()).isLessThan(300);
  }

  private static boolean hasAnything(Contact person) {
    return rig.bean(Permissions.class).list(person.id()).stream().anyMatch(CurrentConsent::isBased);
  }

  private static Map<String, String> names(Letter letter) {
    ContactId id = letter.contact().id();
    return rig.bean(Contacts.class).fields(Set.of(id)).getOrDefault(id, Map.of());
  }

  private static Standing standing(Letter letter) {
    ContactId id = letter.contact().id();
    return Optional.ofNullable(rig.bean(Activities.class).standings(List.of(id)).get(id))
        .orElseThrow();
  }

  private String back() {
    return inbox.of(ANNA).getLast().link("/b/");
  }

  private void signUp(String address, String purpose) {
    visitor.post(
        "/f/all?lang=fr", Map.of("email", address, "purposes", purpose, "notice." + purpose, "1"));
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
