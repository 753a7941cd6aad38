package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.consent.ConsentState;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.job.Columns;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A robot pressed the button of a mail that nobody had asked for, and then its reader says so (B11). */
@Tag("sql")
class NotMeJourneyTest {
  private static final String ADA = "ada@example.org";
  private static final String TOLD_OF = """
      external_id,email,category,consent_purpose,consent_at,consent_source,consent_text,source_type,source_name,source_at
      7,ada@example.org,prospect,newsletter,2026-01-05,tombola,J’accepte Maison Lumen,third_party,Tombola SA,2026-01-05
      """;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A49, B11, promise 1): each with its reason, label and time. */
  @Test
  void theBansThatItLiftedComeBackAsTheyWere() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    ban(SuppressionReason.BOUNCE, "550");
    rig.clock().tick(Duration.ofDays(10));
    ban(SuppressionReason.COMPLAINT, "feedback loop");
    List<String> before = bans();
    rig.clock().tick(Duration.ofDays(10));
    String link = confirmed();
    assertThat(bans()).singleElement().asString().startsWith("COMPLAINT");

    deny(link);

    assertThat(bans())
        .hasSize(4)
        .containsAll(before)
        .last()
        .asString()
        .startsWith("NOT_ME doi " + rig.clock().instant());
    assertThat(rig.count("lifted_ban")).isZero();
    assertThat(rig.count("former_state")).isZero();
  }

  /** (A49, B11): what the person confirmed by another link stands, until that was not them either. */
  @Test
  void whatALaterConfirmationRestsOnStaysUntilThatIsDeniedToo() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    List<String> before = bans();
    String first = confirmed();
    rig.clock().tick(Duration.ofHours(25));
    String second = confirmed();

    deny(first);

    assertThat(bans()).singleElement().asString().startsWith("NOT_ME");
    assertThat(stateOf(ADA)).isEqualTo(ConsentState.GRANTED);
    ContactId ada = contact().id();

    deny(second);

    assertThat(bans()).hasSize(2).containsAll(before);
    assertThat(rig.bean(Contacts.class).findPresent(ada)).isEmpty();
    assertThat(Letter.stateOf(rig, ada)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A49, B11): an opposition of the person's own, made since, keeps its own time. */
  @Test
  void aBanThatBeganSinceStandsAsItIs() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    String link = confirmed();
    rig.clock().tick(Duration.ofDays(1));
    ban(SuppressionReason.OBJECTION, "everything");
    List<String> since = bans();

    deny(link);

    assertThat(bans()).hasSize(2).containsAll(since);
  }

  /** (A49, B11): what the person ticked since is not silenced by it. */
  @Test
  void noBanComesBackOnWhatThePersonAgreedToSince() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    String link = confirmed();
    Letter letter = Letter.to(rig, ADA, 91);
    rig.clock().tick(Duration.ofMinutes(1));
    save(letter, Map.of());
    assertThat(stateOf(ADA)).isEqualTo(ConsentState.WITHDRAWN);
    save(letter, Map.of("purposes", "newsletter"));

    deny(link);

    assertThat(stateOf(ADA)).isEqualTo(ConsentState.GRANTED);
    assertThat(bans()).singleElement().asString().startsWith("NOT_ME");
    assertThat(contact().state()).isEqualTo(ContactState.LIVE);
  }

  /** (A12, B11): what was before is kept for as long as its request, and no longer. */
  @Test
  void whatWasBeforeIsForgottenWithTheRequest() {
    office.bringIn("contacts", "email\nada@example.org\n");
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    confirmed();
    assertThat(rig.count("former_state")).isOne();
    assertThat(rig.count("filled_gap")).isOne();
    assertThat(rig.count("lifted_ban")).isOne();

    rig.clock().tick(Duration.ofDays(28));
    office.work();

    assertThat(rig.count("former_state")).isZero();
    assertThat(rig.count("filled_gap")).isZero();
    assertThat(rig.count("lifted_ban")).isZero();
  }

  /** (A21, B11): nothing is extended by it; silence is what it was, and so are the letters that went into it. */
  @Test
  void itIsNoSignOfLife() {
    office.bringIn("contacts", "email\nada@example.org\n");
    ContactId ada = contact().id();
    rig.bean(Activities.class).open(List.of(ada), today().minusDays(500));
    rig.database()
        .update(
            "UPDATE activity SET silent_since = ? WHERE contact_id = ?",
            today().minusDays(500),
            ada.value());
    for (int mails = 0; mails < 3; mails++) {
      rig.bean(Activities.class).recordExposure(List.of(ada), today().minusDays(100));
    }
    Standing before = standing(ada);
    String link = confirmed();
    assertThat(standing(ada).lastSignKind()).contains("CONFIRMED");
    assertThat(rig.count("comeback")).isOne();

    deny(link);

    assertThat(standing(ada)).isEqualTo(before);
    assertThat(rig.count("contact_signal")).isZero();
    assertThat(rig.count("comeback")).isZero();
  }

  /** (A21, B11): what was heard before and since is heard still. */
  @Test
  void theOtherSignsOfLifeStand() {
    office.bringIn("contacts", "external_id,email\n7,ada@example.org\n");
    office.bringIn("events", "external_id,occurred_at,type\n7,2025-05-04T12:00:00Z,purchase\n");
    ContactId ada = contact().id();
    Standing before = standing(ada);
    String first = confirmed();
    rig.clock().tick(Duration.ofHours(25));
    String second = confirmed();

    deny(first);

    assertThat(standing(ada).lastSignOn()).contains(today());

    deny(second);

    assertThat(standing(ada)).isEqualTo(before);
    assertThat(before.lastSignKind()).contains("purchase");
  }

  /** (A18, B11): the letters say again where the data are from. */
  @Test
  void whoToldUsOfThePersonIsNamedAgain() {
    office.bringIn("contacts", TOLD_OF);
    var before = contact().provenance();
    assertThat(before.map(Provenance::type)).contains(Provenance.Type.THIRD_PARTY);
    String link = confirmed();
    assertThat(contact().provenance().map(Provenance::type)).contains(Provenance.Type.OWN_FORM);

    deny(link);

    assertThat(contact().provenance()).isEqualTo(before);
    assertThat(contact().state()).isEqualTo(ContactState.LIVE);
  }

  /** (A12, B11): what a stranger typed of somebody whom we know is not theirs. */
  @Test
  void whatWasTypedOfThePersonIsForgotten() {
    office.bringIn("contacts", "email\nada@example.org\n");
    String first = confirmed();
    rig.clock().tick(Duration.ofHours(25));
    String second = confirmed();
    deny(first);
    assertThat(fields()).containsEntry("first_name", "Augusta");

    deny(second);

    assertThat(fields()).isEmpty();
    assertThat(Rows.naming(rig, "Augusta")).isEmpty();
  }

  /** (B11): what a file says since is from elsewhere, and stays. */
  @Test
  void whatAFileSaysSinceStays() {
    office.bringIn("contacts", "email\nada@example.org\n");
    String link = confirmed();
    office.bringIn("contacts", "email,first_name\nada@example.org,Ada\n");

    deny(link);

    assertThat(fields()).containsEntry("first_name", "Ada");
  }

  /** (A12, B11; GDPR art. 7): a newcomer is gone, but for the evidence of the consent and of its end. */
  @Test
  void aNewcomerIsErasedButForTheEvidence() {
    String link = confirmed();
    ContactId ada = contact().id();
    assertThat(fields()).containsEntry("first_name", "Augusta");

    deny(link);

    assertThat(rig.bean(Contacts.class).find(EmailAddress.parse(ADA).orElseThrow()))
        .isEmpty();
    assertThat(rig.bean(Contacts.class).find(ada).map(Contact::state))
        .contains(ContactState.ERASED);
    assertThat(Rows.naming(rig, "Augusta")).isEmpty();
    assertThat(Rows.naming(rig, ADA)).containsExactly("consent_opening");
    assertThat(rig.count("activity")).isZero();
    assertThat(Letter.stateOf(rig, ada)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
    assertThat(visitor.open(link).heading()).isEqualTo("C’est noté");
    assertThat(blocked()).isTrue();
  }

  /** (A49, B11): what they left by a letter's link stays left, also when the sign-up was not theirs. */
  @Test
  void aNewcomerWhoHadLeftIsNotBroughtInByAList() {
    String link = confirmed();
    visitor.post(Letter.to(rig, ADA, 95).leave(), Map.of("scope", "purpose"));

    deny(link);
    office.bringIn("contacts", TOLD_OF);

    assertThat(rig.bean(Contacts.class).find(EmailAddress.parse(ADA).orElseThrow()))
        .isEmpty();
    assertThat(bans()).anyMatch(ban -> ban.startsWith("OBJECTION"));
  }

  /** (A12, B11): whom a file brought in since is somebody we know. */
  @Test
  void aNewcomerWhomAFileBroughtInSinceStays() {
    String link = confirmed();
    rig.clock().tick(Duration.ofMinutes(1));
    office.bringIn("contacts", "external_id,email\n7,ada@example.org\n");

    deny(link);

    assertThat(contact().state()).isEqualTo(ContactState.LIVE);
    assertThat(stateOf(ADA)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(standing(contact().id()).lastSignOn()).isEmpty();
  }

  /** (B11, A49): both at once; whichever is first, nobody has lost a ban, and nothing is granted. */
  @Test
  void aDenialAtTheMomentOfTheConfirmationLeavesNothingOfIt() throws Exception {
    for (int round = 0; round < 15; round++) {
      String address = "race" + round + "@example.org";
      office.bringIn("contacts", "email\n" + address + "\n");
      office.bringIn("suppressions?source=hotline", "email\n" + address + "\n");
      Contact person = contact(address);
      Standing before = standing(person.id());
      var page = visitor.open(asked(address));
      Callable<Visitor.Page> robot = () -> visitor.press(page, "Je confirme");
      Callable<Visitor.Page> reader = () -> visitor.press(page, "Ce n’est pas moi");

      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (var answer : threads.invokeAll(List.of(robot, reader))) {
          assertThat(answer.get().status()).isEqualTo(200);
        }
      }

      assertThat(stateOf(address)).isIn(ConsentState.WITHDRAWN, ConsentState.REFUSED);
      assertThat(standing(person.id())).isEqualTo(before);
      assertThat(contact(address).provenance()).isEqualTo(person.provenance());
      assertThat(reasons(address))
          .containsExactlyInAnyOrder(SuppressionReason.OBJECTION, SuppressionReason.NOT_ME);
    }
  }

  /** A link that was pressed by somebody or something. */
  private String confirmed() {
    String link = asked(ADA);
    visitor.press(visitor.open(link), "Je confirme");
    return link;
  }

  private void deny(String link) {
    assertThat(visitor.press(visitor.open(link), "Ce n’est pas moi").heading())
        .isEqualTo("C’est noté");
  }

  private void save(Letter letter, Map<String, String> ticked) {
    Map<String, String> values = new HashMap<>(ticked);
    visitor
        .open(letter.choose())
        .document()
        .select("[name=nonce], input[name^=notice.]")
        .forEach(field -> values.put(field.attr("name"), field.attr("value")));
    assertThat(visitor.post(letter.choose(), values).status()).isEqualTo(200);
  }

  private String asked(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email", address,
            "fields.first_name", "Augusta",
            "purposes", "newsletter",
            "notice.newsletter", "1"));
    return inbox.of(address).getLast().link("/c/");
  }

  private static void ban(SuppressionReason reason, String source) {
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class).of(EmailAddress.parse(ADA).orElseThrow()),
            reason,
            source);
  }

  private static List<String> bans() {
    return rig.database()
        .list(
            "SELECT reason, source, created_at, valid_until FROM suppression ORDER BY created_at",
            row -> row.getString(1) + " " + row.getString(2) + " "
                + Columns.instant(row, "created_at") + " " + row.getString(4));
  }

  private static boolean blocked() {
    return reasons(ADA).contains(SuppressionReason.NOT_ME);
  }

  private static Set<SuppressionReason> reasons(String address) {
    var digest = rig.bean(AddressDigests.class).of(EmailAddress.parse(address).orElseThrow());
    return rig.bean(Suppressions.class).list(List.of(digest)).getOrDefault(digest, Set.of());
  }

  private static Map<String, String> fields() {
    ContactId ada = contact().id();
    return rig.bean(Contacts.class).fields(Set.of(ada)).getOrDefault(ada, Map.of());
  }

  private static LocalDate today() {
    return rig.bean(StatusRules.class).today();
  }

  private static Contact contact() {
    return contact(ADA);
  }

  private static Contact contact(String address) {
    return rig.bean(Contacts.class)
        .find(EmailAddress.parse(address).orElseThrow())
        .orElseThrow();
  }

  private static ConsentState stateOf(String address) {
    return Letter.stateOf(rig, contact(address).id());
  }

  private static Standing standing(ContactId person) {
    return Objects.requireNonNull(
        new HashMap<>(rig.bean(Activities.class).standings(List.of(person))).get(person));
  }
}
