package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's address changes (A43). */
@Tag("sql")
class AddressJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.measuring();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A43, B28, A35): the new mailbox is asked, and until it answers nothing changes. */
  @Test
  void nothingChangesBeforeTheNewMailboxAgrees() {
    Letter letter = sent("before@example.org", 801);
    var since = consent(letter.contact().id(), "newsletter").since();

    var answer = move(letter, "before-new@example.org");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.heading()).isEqualTo("Regardez dans l’autre boîte");
    Inbox.Mail mail = inbox.only("before-new@example.org");
    assertThat(mail.header("Subject")).contains("Confirmez_votre_nouvelle_adresse");
    assertThat(mail.text()).contains("La lettre du matin").doesNotContain("before@");
    assertThat(mail.html()).doesNotContain("<img");
    visitor.open(mail.link("/c/"));
    var after = consent(letter.contact().id(), "newsletter");
    assertThat(after.state()).isEqualTo(ConsentState.GRANTED);
    assertThat(after.since()).isEqualTo(since);
    assertThat(contact(letter).email()).contains(address("before@example.org"));
  }

  /** (A43, B27): a new link goes where it would be confirmed, and to whoever typed that address. */
  @Test
  void aNewLinkIsSentToTheAddressThatIsToBeTheirs() {
    Letter letter = sent("own@example.org", 870);
    move(letter, "wanted@example.org");
    rig.clock().tick(Duration.ofHours(25));

    visitor.post("/f/link?lang=fr", Map.of("email", "own@example.org"));
    assertThat(inbox.of("wanted@example.org")).hasSize(1);
    visitor.post("/f/link?lang=fr", Map.of("email", "Wanted@example.org"));

    assertThat(inbox.of("own@example.org")).hasSize(1);
    List<Inbox.Mail> mails = inbox.of("wanted@example.org");
    assertThat(mails).hasSize(2);
    visitor.press(visitor.open(mails.getLast().link("/c/")), "Je confirme");
    assertThat(contact(letter).email()).contains(address("wanted@example.org"));
  }

  /** (A43, B27): whoever types what was named by mistake ends nothing that was named since. */
  @Test
  void anAddressThatWasNamedBeforeIsNotAskedAnewInPlaceOfTheLatest() {
    Letter letter = sent("corrects@example.org", 873);
    move(letter, "mistyped@example.org");
    inbox.only("mistyped@example.org");
    runOut();
    move(letter, "meant@example.org");
    inbox.only("meant@example.org");
    rig.clock().tick(Duration.ofHours(25));

    visitor.post("/f/link?lang=fr", Map.of("email", "mistyped@example.org"));
    visitor.post("/f/link?lang=fr", Map.of("email", "meant@example.org"));

    assertThat(inbox.of("mistyped@example.org")).hasSize(1);
    assertThat(inbox.of("meant@example.org")).as("the latest is asked anew").hasSize(2);
    visitor.press(visitor.open(inbox.of("meant@example.org").getLast().link("/c/")), "Je confirme");
    assertThat(contact(letter).email()).contains(address("meant@example.org"));
  }

  /** (A43, B27): nor where one of the two was somebody's already, who was asked in the person's place. */
  @ParameterizedTest
  @CsvSource({"known@example.org, unknown@example.org", "unknown@example.org, known@example.org"})
  void norWhereOneOfTheTwoIsOfSomebodyKnown(String former, String latest) {
    sent("known@example.org", 874);
    rig.clock().tick(Period.ofDays(2));
    Letter letter = sent("corrects-too@example.org", 875);
    move(letter, former);
    runOut();
    move(letter, latest);
    rig.clock().tick(Duration.ofHours(25));
    int mails = inbox.of(former).size();

    visitor.post("/f/link?lang=fr", Map.of("email", former));

    assertThat(inbox.of(former)).hasSize(mails);
    visitor.press(visitor.open(inbox.of(latest).getLast().link("/c/")), "Je confirme");
    assertThat(rig.bean(Contacts.class).find(address("corrects-too@example.org")))
        .isEmpty();
  }

  private static void runOut() {
    rig.clock().tick(Period.ofDays(8));
    Recurring expiry = rig.bean(Recurring.class, "Expiry");
    while (expiry.round()) {
      // The next part.
    }
  }

  /** (A43, A10, A21): same person, new address, and every consent with a proof for it. */
  @Test
  void theConfirmedAddressTakesThePlaceOfTheFormer() {
    Letter letter = sent("old@example.org", 802);
    tick(letter, "newsletter", "open_tracking");
    rig.clock().tick(Period.ofDays(20));
    move(letter, "new@example.org");

    var page = visitor.open(inbox.only("new@example.org").link("/c/"));
    var done = visitor.press(page, "Je confirme", Map.of("purposes", "open_tracking"));

    assertThat(page.heading()).isEqualTo("Confirmez votre nouvelle adresse");
    assertThat(done.document().text()).contains("pour cette adresse", "ne…@example.org");
    assertThat(contact(letter).email()).contains(address("new@example.org"));
    assertThat(rig.bean(Contacts.class).find(address("old@example.org"))).isEmpty();
    for (String purpose : List.of("newsletter", "open_tracking")) {
      assertThat(consent(letter.contact().id(), purpose).state()).isEqualTo(ConsentState.GRANTED);
      assertThat(opened(letter, purpose)).containsEntry("address", "new@example.org");
    }
    assertThat(standing(letter).lastSignOn()).contains(LocalDate.parse("2026-12-11"));
    assertThat(suppressed("old@example.org")).contains(SuppressionReason.OBJECTION);
    assertThat(suppressed("new@example.org")).isEmpty();
  }

  /** (A2, A30, A43): the press that confirms the address agrees to letters, and measuring has a box of its own beside it. */
  @Test
  void whatIsMeasuredIsAskedForBesideTheNewAddress() {
    Letter letter = sent("measured@example.org", 870);
    tick(letter, "newsletter", "open_tracking");
    move(letter, "unmeasured@example.org");

    var page = visitor.open(inbox.only("unmeasured@example.org").link("/c/"));
    visitor.press(page, "Je confirme");

    assertThat(page.document().select("ul.rows h2").eachText())
        .containsExactly("La lettre du matin");
    assertThat(page.document().select("input[type=checkbox]").eachAttr("value"))
        .as("what the person had, and no more")
        .containsExactly("open_tracking");
    assertThat(page.document().select("input[checked]")).isEmpty();
    assertThat(page.document().text()).contains("Vous l’aviez accepté à l’ancienne adresse");
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);
    assertThat(consent(letter.contact().id(), "open_tracking").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(ledgerIsSound()).isTrue();
  }

  /** (A30, A43): also where the address is of somebody whom we knew. */
  @Test
  void whatIsMeasuredGoesAlongToAnothersAddressByATickAlone() {
    Letter other = sent("measured-into@example.org", 871);
    rig.clock().tick(Period.ofDays(181));
    Letter letter = sent("measured-from@example.org", 872);
    tick(letter, "newsletter", "open_tracking");
    rig.clock().tick(Period.ofDays(2));
    move(letter, "measured-into@example.org");

    visitor.press(
        visitor.open(inbox.of("measured-into@example.org").getLast().link("/c/")),
        "Je confirme",
        Map.of("purposes", "open_tracking"));

    assertThat(consent(other.contact().id(), "open_tracking").state())
        .isEqualTo(ConsentState.GRANTED);
    assertThat(consent(letter.contact().id(), "open_tracking").state())
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A36, A43): their own answer counts for half a year, not what somebody else agreed to. */
  @Test
  void whoRefusedToBeMeasuredIsNotAskedAgainWithTheLettersOfAnother() {
    Letter other = sent("refused-into@example.org", 876);
    Letter letter = sent("agreed-from@example.org", 877);
    tick(letter, "newsletter", "open_tracking");
    rig.clock().tick(Period.ofDays(2));
    move(letter, "refused-into@example.org");

    var page = visitor.open(inbox.of("refused-into@example.org").getLast().link("/c/"));
    visitor.press(page, "Je confirme", Map.of("purposes", "open_tracking"));

    assertThat(page.document().select("input[type=checkbox]")).isEmpty();
    assertThat(consent(other.contact().id(), "open_tracking").state())
        .isEqualTo(ConsentState.REFUSED);
  }

  /** (A43, E4): a sandbox may have confirmed for a stranger, who then reads it. */
  @Test
  void theReceiptTellsTheNewMailboxNothingOfTheFormer() {
    Letter letter = sent("discreet@example.org", 860);
    tick(letter, "newsletter", "open_tracking");
    move(letter, "unknown@example.net");
    String link = inbox.only("unknown@example.net").link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    Letter later = toKnown("unknown@example.net", 861);

    for (String path : List.of(link, later.choose())) {
      var read = visitor.open(path + "/receipt");
      var file = visitor.open(path + "/receipt.json");

      assertThat(read.heading()).isEqualTo("Votre reçu");
      assertThat(read.document().select("h3").eachText())
          .containsOnly(
              "Demande reçue", "Message de confirmation envoyé", "Accord retiré", "Accord donné");
      assertThat(file.body())
          .contains(path.equals(link) ? "unknown@example.net" : "un…@example.net")
          .doesNotContain("discreet@", "/f/newsletter");
    }
  }

  /** (A43, E4): a link that was asked for anew names no wording: the receipt begins with the request that did. */
  @Test
  void theReceiptBeginsWhereTheWordingWasReadAlsoIfTheLinkWasRenewed() {
    Letter letter = sent("patient@example.org", 863);
    move(letter, "slow@example.net");
    String first = inbox.only("slow@example.net").link("/c/");
    rig.clock().tick(Period.ofDays(8));
    visitor.press(visitor.open(first), "Recevoir un nouveau lien");
    String second = inbox.of("slow@example.net").getLast().link("/c/");
    visitor.press(visitor.open(second), "Je confirme");

    var read = visitor.open(second + "/receipt");
    var file = visitor.open(second + "/receipt.json");

    assertThat(read.document().select("h3").eachText())
        .hasSize(6)
        .startsWith("Demande reçue", "Message de confirmation envoyé")
        .endsWith("Accord retiré", "Accord donné");
    assertThat(file.body()).contains("slow@example.net").doesNotContain("patient@");
  }

  /** (A43, E4): nor what ended at the former mailbox before, and was ticked in the new one since. */
  @Test
  void theReceiptTellsTheNewMailboxNothingThatHadEndedBefore() {
    Letter letter = sent("ended-before@example.org", 864);
    tick(letter, "newsletter", "open_tracking");
    tick(letter, "newsletter");
    change(letter, "ended-since@example.net");
    rig.clock().tick(Duration.ofMinutes(1));
    Letter later = toKnown("ended-since@example.net", 865);
    tick(later, "newsletter", "open_tracking");

    assertThat(visitor.open(later.choose() + "/receipt").document().select("h3").eachText())
        .containsExactlyInAnyOrder(
            "Demande reçue",
            "Message de confirmation envoyé",
            "Accord retiré",
            "Accord donné",
            "Accord donné");
  }

  /** (A43): what the former mailbox holds still ends things, and begins none; its next owner learns nothing. */
  @Test
  void linksOfTheFormerMailboxEndThingsAndBeginNone() {
    Letter letter = sent("left@example.org", 803);
    String confirmed = inbox.only("left@example.org").link("/c/");
    var stay = visitor.open(letter.stay());
    var choose = visitor.open(letter.choose());
    change(letter, "reached@example.org");
    var before = Rows.all(rig);

    assertThat(visitor.open(confirmed).status()).isEqualTo(404);
    assertThat(visitor.open(confirmed + "/receipt").status()).isEqualTo(404);
    assertThat(visitor.open(letter.stay()).status()).isEqualTo(410);
    assertThat(visitor.press(stay, "Je reste").status()).isEqualTo(410);
    assertThat(visitor.open(letter.choose()).status()).isEqualTo(410);
    var ticked = visitor.post(
        letter.choose(),
        Map.of(
            "nonce", choose.document().select("[name=nonce]").attr("value"),
            "notice.link_tracking", "1",
            "purposes", "link_tracking"));
    assertThat(ticked.status()).isEqualTo(410);
    assertThat(ticked.body()).doesNotContain("re…@example.org");
    var asked = visitor.post(
        letter.choose() + "/address",
        Map.of(
            "nonce",
            choose.document().select("[name=nonce]").attr("value"),
            "email",
            "thief@example.org"));
    assertThat(asked.status()).isEqualTo(410);
    assertThat(visitor.open(letter.leave()).body()).doesNotContain("re…@example.org");
    assertThat(Rows.all(rig)).isEqualTo(before);

    visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A43, B11): nor does it when its request is forgotten: only the mailbox that confirmed says that it was not them. */
  @Test
  void aForgottenLinkSpeaksToTheMailboxThatConfirmedIt() {
    Letter letter = sent("gone@example.org", 862);
    String first = inbox.only("gone@example.org").link("/c/");
    rig.clock().tick(Period.ofDays(2));
    change(letter, "there@example.org");
    String second = inbox.only("there@example.org").link("/c/");
    rig.clock().tick(Period.ofDays(23));
    runOut();

    assertThat(visitor.open(first).status()).isEqualTo(404);
    assertThat(visitor.post(first + "/refuse", Map.of()).status()).isEqualTo(404);
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);

    visitor.press(visitor.open(second), "Ce n’est pas moi");

    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(suppressed("there@example.org")).contains(SuppressionReason.NOT_ME);
  }

  /** (A43, E1): whoever ends something from a former mailbox cannot take that back. */
  @Test
  void noUndoFromAFormerMailbox() {
    Letter letter = sent("undo-old@example.org", 830);
    change(letter, "undo-new@example.org");

    var done = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(done.document().select("form[action*=undo]")).isEmpty();
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A43): the latest wish counts, also where an earlier one asked another contact. */
  @Test
  void aNewerAddressTakesThePlaceOfOneThatWasNamedBefore() {
    sent("named-first@example.org", 831);
    Letter letter = sent("changes-mind@example.org", 832);
    rig.clock().tick(Period.ofDays(2));
    move(letter, "named-first@example.org");
    String first = inbox.of("named-first@example.org").getLast().link("/c/");
    change(letter, "named-last@example.org");

    assertThat(visitor.open(first).status()).isEqualTo(410);
    assertThat(contact(letter).email()).contains(address("named-last@example.org"));
  }

  /** (A43, D6): "everything" by an old link stops the address of today, too. */
  @Test
  void stoppingEverythingByAnOldLinkReachesTheNewAddress() {
    Letter letter = sent("all-old@example.org", 804);
    change(letter, "all-new@example.org");

    visitor.post(letter.leave(), Map.of("scope", "all"));

    assertThat(suppressed("all-new@example.org")).contains(SuppressionReason.OBJECTION);
    assertThat(suppressed("all-old@example.org")).contains(SuppressionReason.OBJECTION);
  }

  /** (A43): what was withdrawn after the question is not granted by its answer. */
  @Test
  void whatWasWithdrawnMeanwhileStaysSo() {
    Letter letter = sent("meanwhile@example.org", 805);
    tick(letter, "newsletter", "open_tracking");
    move(letter, "meanwhile-new@example.org");
    visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    visitor.press(
        visitor.open(inbox.only("meanwhile-new@example.org").link("/c/")),
        "Je confirme",
        Map.of("purposes", "open_tracking"));

    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(consent(letter.contact().id(), "open_tracking").state())
        .isEqualTo(ConsentState.GRANTED);
    assertThat(contact(letter).email()).contains(address("meanwhile-new@example.org"));
  }

  /** (A43, B27): where the address is somebody's already, that one agrees, and the former contact's letters end. */
  @Test
  void anAddressThatIsAnothersIsAskedForThatOne() {
    Letter other = sent("taken@example.org", 806);
    visitor.press(visitor.open(other.leave()), "Arrêter cette lettre");
    Letter letter = sent("giver@example.org", 807);
    rig.clock().tick(Period.ofDays(2));

    var answer = move(letter, "taken@example.org");
    assertThat(answer.status()).isEqualTo(202);
    visitor.press(visitor.open(inbox.of("taken@example.org").getLast().link("/c/")), "Je confirme");

    assertThat(consent(other.contact().id(), "newsletter").state()).isEqualTo(ConsentState.GRANTED);
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(contact(letter).email()).isEmpty();

    visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(consent(other.contact().id(), "newsletter").state())
        .as("a link of the former contact withdraws for the one in its place")
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A43, A46): a frozen contact does not give way to another. */
  @Test
  void aFrozenContactKeepsItsAddress() {
    sent("frozen-taken@example.org", 850);
    Letter letter = sent("frozen-giver@example.org", 851);
    rig.clock().tick(Period.ofDays(2));
    move(letter, "frozen-taken@example.org");
    var page = visitor.open(inbox.of("frozen-taken@example.org").getLast().link("/c/"));
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            letter.contact().id().value());
    var before = Rows.all(rig);

    var answer = visitor.press(page, "Je confirme");

    assertThat(answer.heading()).isEqualTo("Rien n’est confirmé");
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(contact(letter).email()).contains(address("frozen-giver@example.org"));
  }

  /** (A43): the address became somebody's while the question waited. */
  @Test
  void anAddressTakenMeanwhileIsAskedAnew() {
    Letter letter = sent("slow@example.org", 808);
    move(letter, "quick@example.org");
    String link = inbox.only("quick@example.org").link("/c/");
    rig.clock().tick(Period.ofDays(2));
    signUp("quick@example.org");
    Contact quick = rig.bean(Contacts.class).find(address("quick@example.org")).orElseThrow();

    var late = visitor.press(visitor.open(link), "Je confirme");

    assertThat(late.status()).isEqualTo(410);
    assertThat(contact(letter).email()).contains(address("slow@example.org"));
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);

    rig.clock().tick(Period.ofDays(2));
    visitor.press(late, "Recevoir un nouveau lien");
    visitor.press(visitor.open(inbox.of("quick@example.org").getLast().link("/c/")), "Je confirme");

    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(consent(quick.id(), "newsletter").state()).isEqualTo(ConsentState.GRANTED);
  }

  /** (A43, B11): "this was not me" says no for its own mailbox, and leaves the person alone. */
  @Test
  void aStrangerWhoSaysNoChangesNothingForThePerson() {
    Letter letter = sent("person@example.org", 809);
    move(letter, "stranger@example.org");

    var refused = visitor.press(
        visitor.open(inbox.only("stranger@example.org").link("/c/")), "Ce n’est pas moi");

    assertThat(refused.status()).isEqualTo(200);
    assertThat(suppressed("stranger@example.org")).contains(SuppressionReason.NOT_ME);
    assertThat(suppressed("person@example.org")).isEmpty();
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);
    assertThat(rig.database()
            .list(
                "SELECT moves_to FROM subscription_request WHERE contact_id = ? AND state = 'REFUSED'",
                row -> row.getString(1),
                letter.contact().id().value()))
        .containsExactly((String) null);
  }

  /** (A43, B11, promise 1): a robot agreed for the stranger: the person has the former address again, and no letters. */
  @Test
  void whatARobotMovedToAStrangerComesBackWithoutLetters() {
    Letter letter = sent("mistyped@example.org", 842);
    move(letter, "moved-wrong@example.org");
    String link = inbox.only("moved-wrong@example.org").link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    rig.clock().tick(Duration.ofHours(1));

    visitor.press(visitor.open(link), "Ce n’est pas moi");

    assertThat(contact(letter).email()).contains(address("mistyped@example.org"));
    assertThat(suppressed("mistyped@example.org")).isEmpty();
    assertThat(suppressed("moved-wrong@example.org")).contains(SuppressionReason.NOT_ME);
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.WITHDRAWN);
    assertThat(Rows.naming(rig, "moved-wrong@example.org"))
        .doesNotContain("contact", "former_state");
    assertThat(ledgerIsSound()).isTrue();

    rig.clock().tick(Duration.ofHours(25));
    signUp("mistyped@example.org");
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);
  }

  /** (A43, B11): also where another contact was put in the person's place. */
  @Test
  void whoWasMergedIntoAnotherByARobotIsApartAgain() {
    Letter other = sent("merged-into@example.org", 843);
    Letter letter = sent("merged@example.org", 844);
    rig.clock().tick(Period.ofDays(2));
    move(letter, "merged-into@example.org");
    String link = inbox.of("merged-into@example.org").getLast().link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    assertThat(contact(letter).email()).isEmpty();

    visitor.press(visitor.open(link), "Ce n’est pas moi");

    assertThat(contact(letter).email()).contains(address("merged@example.org"));
    assertThat(suppressed("merged@example.org")).isEmpty();
    assertThat(contact(other).email()).contains(address("merged-into@example.org"));
  }

  /** (A43, B11): an opposition of the person's own since is not taken for what the robot did. */
  @Test
  void whoEndedEverythingAfterARobotMovedThemStaysBarred() {
    Letter letter = sent("ends-all@example.org", 845);
    move(letter, "ends-all-wrong@example.org");
    String link = inbox.only("ends-all-wrong@example.org").link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    visitor.post(letter.leave(), Map.of("scope", "all"));

    visitor.press(visitor.open(link), "Ce n’est pas moi");

    assertThat(contact(letter).email()).contains(address("ends-all@example.org"));
    assertThat(suppressed("ends-all@example.org")).contains(SuppressionReason.OBJECTION);
  }

  /** (A12, A43, B11): a stranger who said no, to whichever of the mails, is named nowhere, and the ledger still verifies. */
  @Test
  void aStrangerWhoSaidNoIsNamedNowhere() {
    Letter letter = sent("owner@example.org", 840);
    move(letter, "said-no@example.org");
    String first = inbox.only("said-no@example.org").link("/c/");
    rig.clock().tick(Duration.ofHours(25));
    move(letter, "said-no@example.org");

    var refused = visitor.press(
        visitor.open(inbox.of("said-no@example.org").getLast().link("/c/")), "Ce n’est pas moi");

    assertThat(refused.heading()).isEqualTo("C’est noté");
    assertThat(Rows.naming(rig, "said-no@example.org")).isEmpty();
    assertThat(visitor.open(first).heading()).isEqualTo("C’est noté");
    assertThat(ledgerIsSound()).isTrue();
  }

  /** (A12, A43): nor is one who never answered, once the day is over that the page names. */
  @Test
  void aStrangerWhoNeverAnsweredIsNamedNowhereByTheDayThatThePageNames() {
    Letter letter = sent("waits@example.org", 841);
    move(letter, "silent@example.org");
    var page = visitor.open(inbox.only("silent@example.org").link("/c/"));
    assertThat(page.document().select("#pas-moi").text()).contains("19 décembre 2026");

    rig.clock().tick(Period.ofDays(28));
    Recurring expiry = rig.bean(Recurring.class, "Expiry");
    while (expiry.round()) {
      // The next part.
    }

    assertThat(Rows.naming(rig, "silent@example.org")).isEmpty();
    assertThat(ledgerIsSound()).isTrue();
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);
  }

  /** (A43, B26): each mistake says how to put it right, and three addresses a day are enough. */
  @Test
  void mistakesAreNamedAndNothingIsAsked() {
    Letter letter = sent("mistaken@example.org", 810);

    var broken = move(letter, "mistaken@");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.document().select("#email-wrong").text()).contains("nom@example.org");
    assertThat(broken.document().select("#email").attr("value")).isEqualTo("mistaken@");
    assertThat(move(letter, "Mistaken@Example.org").body())
        .contains("l’adresse à laquelle nous écrivons");
    var page = visitor.open(letter.choose());
    rig.clock().tick(Duration.ofMinutes(61));
    assertThat(visitor
            .press(page, "Demander à la nouvelle adresse", Map.of("email", "x@example.org"))
            .body())
        .contains("depuis plus d’une heure");
    assertThat(inbox.of("@")).hasSize(1);

    for (int i = 1; i <= 3; i++) {
      assertThat(move(letter, "mistaken" + i + "@example.org").status()).isEqualTo(202);
      assertThat(inbox.of("mistaken" + i + "@example.org")).hasSize(1);
    }
    visitor.press(
        visitor.open(inbox.only("mistaken3@example.org").link("/c/")), "Ce n’est pas moi");
    assertThat(move(letter, "mistaken4@example.org").body()).contains("trois adresses");
    assertThat(inbox.of("@")).hasSize(4);
  }

  /** (B27, B11): neither how many more one may name, nor the link that waits, tells who said no or was just asked. */
  @Test
  void whoNamesAnAddressLearnsNothingOfIt() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "barred@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only("barred@example.org").link("/c/")), "Ce n’est pas moi");

    assertThat(naming("open@example.org", 863)).isEqualTo(naming("barred@example.org", 864));
  }

  /** What a person sees who names own addresses before and after this one. */
  private List<String> naming(String address, long wave) {
    Letter letter = sent("curious" + wave + "@example.org", wave);
    move(letter, "own" + wave + "@example.org");
    String waits = inbox.only("own" + wave + "@example.org").link("/c/");
    List<String> seen = new ArrayList<>();
    seen.add(move(letter, address).heading());
    assertThat(inbox.of(address)).as("its one mail, now or before").hasSize(1);
    seen.add(visitor.open(waits).heading());
    seen.add(move(letter, "own-b" + wave + "@example.org").heading());
    seen.add(String.valueOf(
        move(letter, "own-c" + wave + "@example.org").body().contains("trois adresses")));
    return seen;
  }

  /** (A43): whoever names the same once more keeps the link that is on its way. */
  @Test
  void namingTheSameAddressAgainKeepsItsLink() {
    Letter letter = sent("twice@example.org", 865);
    move(letter, "twice-new@example.org");
    move(letter, "twice-new@example.org");

    visitor.press(visitor.open(inbox.only("twice-new@example.org").link("/c/")), "Je confirme");

    assertThat(contact(letter).email()).contains(address("twice-new@example.org"));
  }

  /** (A43, A44, A45): who asks about the wanted address finds the request, and has it erased. */
  @Test
  void theWantedAddressIsItsOwnersToAskAbout() {
    Letter letter = sent("holder@example.org", 811);
    move(letter, "wanted@example.org");
    String link = inbox.only("wanted@example.org").link("/c/");
    Subject wanted = new Subject(Optional.empty(), Optional.of(address("WANTED@example.org")));
    PersonalData requests = rig.context().getBeansOfType(PersonalData.class).stream()
        .filter(part -> part.section().equals("subscription"))
        .findFirst()
        .orElseThrow();

    assertThat(String.valueOf(requests.export(wanted))).contains("wanted@example.org");
    requests.erase(wanted);

    assertThat(visitor.open(link).status()).isEqualTo(404);
    assertThat(consent(letter.contact().id(), "newsletter").state())
        .isEqualTo(ConsentState.GRANTED);
  }

  /** (A43, A45): an address that was left is erased wherever it waits to be taken back, by itself or by whose it was. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFormerAddressIsErasedToo(boolean isAskedByAddress) {
    String former = "former-" + isAskedByAddress + "@example.org";
    String taken = "other-" + isAskedByAddress + "@example.org";
    sent(taken, isAskedByAddress ? 866 : 867);
    Letter letter = sent(former, isAskedByAddress ? 868 : 869);
    rig.clock().tick(Period.ofDays(2));
    move(letter, taken);
    visitor.press(visitor.open(inbox.of(taken).getLast().link("/c/")), "Je confirme");
    assertThat(Rows.naming(rig, former)).contains("former_state");
    Subject subject = isAskedByAddress
        ? new Subject(Optional.empty(), Optional.of(address(former)))
        : new Subject(Optional.of(letter.contact().id()), Optional.empty());

    rig.bean(PersonalData.class, "SubscriptionData").erase(subject);

    assertThat(Rows.naming(rig, former)).doesNotContain("former_state", "subscription_request");
  }

  /** (A43, E2): a withdrawal and the confirmation at once; whichever is first, the person has left. */
  @Test
  void aWithdrawalAtTheSameMomentWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      Letter letter = sent("race" + round + "@example.org", 820 + round);
      move(letter, "race-new" + round + "@example.org");
      var confirm = visitor.open(inbox.only("race-new" + round + "@example.org").link("/c/"));
      Callable<Visitor.Page> agrees = () -> visitor.press(confirm, "Je confirme");
      Callable<Visitor.Page> leaves =
          () -> visitor.post(letter.leave(), Map.of("List-Unsubscribe", "One-Click"));

      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (var answer : threads.invokeAll(List.of(agrees, leaves))) {
          assertThat(answer.get().status()).isEqualTo(200);
        }
      }

      assertThat(consent(letter.contact().id(), "newsletter").state())
          .isEqualTo(ConsentState.WITHDRAWN);
    }
  }

  private static boolean ledgerIsSound() {
    return rig.bean(LedgerVerifier.class).run().faults().isEmpty();
  }

  /** A letter that has left. */
  private Letter sent(String address, long wave) {
    signUp(address);
    return toKnown(address, wave);
  }

  private static Letter toKnown(String address, long wave) {
    Letter letter = Letter.to(rig, address, wave);
    rig.database()
        .update(
            "UPDATE message SET state = 'SENT', settled_at = ? WHERE message_id = ?",
            rig.clock().instant(),
            letter.messageId());
    rig.clock().tick(Duration.ofSeconds(30));
    return letter;
  }

  private void signUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.of(address).getLast().link("/c/")), "Je confirme");
  }

  private void tick(Letter letter, String... purposes) {
    Visitor.Page page = visitor.open(letter.choose());
    StringBuilder body =
        new StringBuilder("nonce=" + page.document().select("[name=nonce]").attr("value"));
    page.document()
        .select("input[name^=notice.]")
        .forEach(notice ->
            body.append('&').append(notice.attr("name")).append('=').append(notice.attr("value")));
    List.of(purposes).forEach(purpose -> body.append("&purposes=").append(purpose));
    visitor.post(letter.choose(), "application/x-www-form-urlencoded", body.toString(), Map.of());
  }

  private Visitor.Page move(Letter letter, String to) {
    return visitor.press(
        visitor.open(letter.choose()), "Demander à la nouvelle adresse", Map.of("email", to));
  }

  private void change(Letter letter, String to) {
    move(letter, to);
    visitor.press(visitor.open(inbox.only(to).link("/c/")), "Je confirme");
  }

  private Contact contact(Letter letter) {
    return rig.bean(Contacts.class).find(letter.contact().id()).orElseThrow();
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static CurrentConsent consent(ContactId person, String purpose) {
    return rig.bean(Permissions.class)
        .find(new ConsentKey(person, Channel.EMAIL, new Purpose(purpose)))
        .orElseThrow();
  }

  private Map<String, String> opened(Letter letter, String purpose) {
    Map<String, String> opened = new HashMap<>();
    rig.database()
        .list(
            "SELECT name, opened FROM consent_opening WHERE event_id = ?",
            row -> Map.entry(row.getString(1), row.getString(2)),
            consent(letter.contact().id(), purpose).eventId())
        .forEach(entry -> opened.put(entry.getKey(), entry.getValue()));
    return opened;
  }

  private static Standing standing(Letter letter) {
    ContactId id = letter.contact().id();
    return Optional.ofNullable(rig.bean(Activities.class).standings(List.of(id)).get(id))
        .orElseThrow();
  }

  private static Set<SuppressionReason> suppressed(String text) {
    var digest = rig.bean(AddressDigests.class).of(address(text));
    return rig.bean(Suppressions.class).list(List.of(digest)).getOrDefault(digest, Set.of());
  }
}
