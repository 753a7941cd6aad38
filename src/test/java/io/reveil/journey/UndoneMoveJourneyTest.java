package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.suppression.Suppressions;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A robot agreed to a change of address, and the reader of that mailbox said that it was not them (A43, B11). */
@Tag("sql")
class UndoneMoveJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A43, B11, B13): who asked for it is told at the address that they have again, and not whose the other is. */
  @Test
  void whoHasTheirAddressAgainIsToldOnce() {
    Letter letter = subscriber("ada@example.org", 911);
    String link = moved(letter, "stranger@example.org");
    deny(link);
    deny(link);

    List<Inbox.Mail> mails = inbox.of("ada@example.org");

    assertThat(mails).as("the one to confirm her sign-up, and this").hasSize(2);
    Inbox.Mail told = mails.getLast();
    assertThat(told.header("Subject")).contains("Votre_adresse_est_r=C3=A9tablie");
    assertThat(told.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(told.header("List-Unsubscribe")).isEmpty();
    assertThat(told.links()).as("nothing to press").isEmpty();
    for (String part : List.of(told.text(), told.html())) {
      assertThat(part)
          .contains(
              "il a été demandé",
              "La lettre du matin",
              "ne reprennent pas",
              "bonjour@example.org",
              "Maison Lumen")
          .doesNotContain("stranger", "<img", "${");
    }
    assertThat(inbox.of("stranger@example.org")).hasSize(1);
  }

  /** (A43, B11) */
  @Test
  void itSpeaksTheLanguageInWhichTheChangeWasAskedFor() {
    Letter letter = subscriber("grace@example.org", 912);
    visitor.press(
        visitor.open(letter.choose() + "?lang=en"),
        "Ask the new address",
        Map.of("email", "other@example.org"));
    String link = inbox.only("other@example.org").link("/c/");
    visitor.press(visitor.open(link + "?lang=en"), "I confirm");
    visitor.press(visitor.open(link + "?lang=en"), "This was not me");

    assertThat(inbox.of("grace@example.org").getLast().text())
        .contains("YOUR ADDRESS IS AS IT WAS", "do not resume by themselves");
  }

  /** (A43, B11): also where another contact was put in the person's place. */
  @Test
  void whoWasMergedIntoAnotherIsToldToo() {
    subscriber("into@example.org", 913);
    Letter letter = subscriber("merged@example.org", 914);
    rig.clock().tick(Duration.ofDays(2));

    deny(moved(letter, "into@example.org"));

    assertThat(inbox.of("merged@example.org").getLast().text()).contains("VOTRE ADRESSE EST");
    assertThat(inbox.of("into@example.org")).hasSize(2);
  }

  /** (A43, B11): who wants nothing any more is not written to about it. */
  @Test
  void whoEndedEverythingMeanwhileHearsNothing() {
    Letter letter = subscriber("ended@example.org", 915);
    String link = moved(letter, "elsewhere@example.org");
    visitor.post(letter.leave(), Map.of("scope", "all"));

    deny(link);

    assertThat(inbox.of("ended@example.org")).hasSize(1);
  }

  /** (A43, B11): also where another contact was put in the person's place, whom "everything" of the old letter stops. */
  @Test
  void whoEndedEverythingAfterBeingMergedHearsNothing() {
    subscriber("named@example.org", 917);
    Letter letter = subscriber("gone@example.org", 918);
    rig.clock().tick(Duration.ofDays(2));
    String link = moved(letter, "named@example.org");
    visitor.post(letter.leave(), Map.of("scope", "all"));

    deny(link);

    assertThat(inbox.of("gone@example.org")).hasSize(1);
    var gone =
        rig.bean(AddressDigests.class).of(EmailAddress.parse("gone@example.org").orElseThrow());
    assertThat(rig.bean(Suppressions.class).opposed(List.of(gone))).containsExactly(gone);
  }

  /** (A43, B11): refused before anything was confirmed, nothing has changed, and there is nothing to tell. */
  @Test
  void whoseChangeWasNeverConfirmedHearsNothing() {
    Letter letter = subscriber("never@example.org", 916);

    deny(asked(letter, "nobodys@example.org"));

    assertThat(inbox.of("never@example.org")).hasSize(1);
  }

  private Letter subscriber(String address, long wave) {
    Letter letter = Letter.toSubscriber(rig, address, wave);
    rig.clock().tick(Duration.ofSeconds(30));
    return letter;
  }

  private String moved(Letter letter, String to) {
    String link = asked(letter, to);
    visitor.press(visitor.open(link), "Je confirme");
    return link;
  }

  private String asked(Letter letter, String to) {
    visitor.press(
        visitor.open(letter.choose()), "Demander à la nouvelle adresse", Map.of("email", to));
    return inbox.of(to).getLast().link("/c/");
  }

  private void deny(String link) {
    Visitor.Page page = visitor.open(link);
    Visitor.Page denied =
        page.heading().equals("C’est noté") ? page : visitor.press(page, "Ce n’est pas moi");
    assertThat(denied.heading()).isEqualTo("C’est noté");
  }
}
