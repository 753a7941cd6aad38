package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two companies write from one installation: each asks for itself alone, and answers for itself. */
class TwoControllersJourneyTest {
  private static final String ADA = "ada@example.org";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withTwoControllers(),
      "reveil.tracking.opens",
      "IDENTIFIED",
      "reveil.tracking.links",
      "IDENTIFIED"));

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A30, A36, A37): who dealt with one of them alone is not asked by the other, which asks once it is its turn. */
  @Test
  void eachAsksToMeasureItsOwnLettersAlone() {
    var first = visitor.open(asked("newsletter", "newsletter"));
    assertThat(questions(first)).containsExactly("open_tracking", "link_tracking");
    visitor.press(first, "Je confirme");
    assertThat(state("club_opens")).as("not asked").isEmpty();

    rig.clock().tick(Duration.ofDays(2));
    var second = visitor.open(asked("all", "clubletter"));
    assertThat(questions(second)).containsExactly("club_opens", "club_links");
    assertThat(second.document().select("details dd").text())
        .contains("Le Club")
        .doesNotContain("Maison Lumen");
    visitor.press(second, "Je confirme", Map.of("purposes", "club_opens"));

    assertThat(state("open_tracking")).contains(ConsentState.REFUSED);
    assertThat(state("club_opens")).contains(ConsentState.GRANTED);
    assertThat(state("club_links")).contains(ConsentState.REFUSED);
  }

  /** (A27): the page of preferences speaks for both, and leads to what each of them says. */
  @Test
  void thePageOfPreferencesLeadsToThePolicyOfEach() {
    visitor.press(visitor.open(asked("newsletter", "newsletter")), "Je confirme");
    Letter letter = Letter.to(rig, ADA, 401);

    var page = visitor.open(letter.choose()).document();

    assertThat(page.select(".notice a").eachAttr("href"))
        .containsExactly("https://www.example.org/confidentialite", "https://www.example.org/club");
    assertThat(page.select(".notice small").eachText()).contains("Maison Lumen", "Le Club");
  }

  private String asked(String form, String purpose) {
    visitor.post(
        "/f/" + form + "?lang=fr",
        Map.of("email", ADA, "purposes", purpose, "notice." + purpose, "1"));
    return inbox.of(ADA).getLast().link("/c/");
  }

  private static List<String> questions(Visitor.Page page) {
    return page.document().select("[name=purposes]").eachAttr("value");
  }

  private static Optional<ConsentState> state(String purpose) {
    Contact ada =
        rig.bean(Contacts.class).find(EmailAddress.parse(ADA).orElseThrow()).orElseThrow();
    return rig.bean(Permissions.class)
        .find(new ConsentKey(ada.id(), Channel.EMAIL, new Purpose(purpose)))
        .map(CurrentConsent::state);
  }
}
