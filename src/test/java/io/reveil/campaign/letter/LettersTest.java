package io.reveil.campaign.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.WaveState;
import io.reveil.campaign.wave.Base;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The three shipped mails in both languages, as they leave. */
@Tag("sql")
class LettersTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Base base = new Base(rig);

  @Test
  void theWholeSequenceLeavesInBothLanguages() throws Exception {
    List<ContactId> two = List.of(base.silent(), base.silent());
    base.apply("letters", "0%");
    for (int days : new int[] {0, 10, 14}) {
      base.tick(days);
      base.run("letters", "letters." + days);
      deliver();
      assertThat(base.wave("letters", "letters." + days).state()).isEqualTo(WaveState.DONE);
    }

    MimeMessage[] mails = rig.mail().getReceivedMessages();

    assertThat(two)
        .allSatisfy(contact -> assertThat(base.enrolment(contact).stage()).isEqualTo(2));
    assertThat(Arrays.stream(mails).map(LettersTest::subject))
        .containsExactlyInAnyOrder(
            "La lettre du matin : ce que vous y trouvez",
            "La lettre du matin : souhaitez-vous continuer\u202f?",
            "La lettre du matin s’arrête le 22 décembre 2026",
            "The Morning Letter: what is in it for you",
            "The Morning Letter: would you like to go on?",
            "The Morning Letter ends on 22 December 2026");
    for (MimeMessage mail : mails) {
      assertThat(mail.getHeader("List-Unsubscribe-Post")).isNotNull();
      Multipart parts = (Multipart) mail.getContent();
      isReadable((String) parts.getBodyPart(0).getContent());
      offersTwoEqualAnswers(Jsoup.parse((String) parts.getBodyPart(1).getContent()));
    }
  }

  private void deliver() {
    while (rig.bean(Dispatcher.class).dispatchDue()) {
      Thread.onSpinWait();
    }
    base.plan();
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** At most 72 columns, links whole. */
  private static void isReadable(String text) {
    assertThat(text.lines().filter(line -> !line.contains("https://")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(72));
    assertThat(text).contains("https://lettre.example.org/s/", "https://lettre.example.org/u/");
    assertThat(text).doesNotContain("${", "<", "\n\n\n\n");
  }

  /** No image, no pixel, and two answers that look alike (A30, A37). */
  private static void offersTwoEqualAnswers(Document html) {
    assertThat(html.select("img, script, link, iframe")).isEmpty();
    assertThat(html.select(".answers .frame a")).hasSize(2);
    assertThat(html.select(".answers .frame a").eachAttr("style"))
        .containsOnly(html.select(".answers .frame a").getFirst().attr("style"));
  }
}
