package io.reveil.delivery.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Measures;
import io.reveil.delivery.Message;
import io.reveil.delivery.TestLetters;
import io.reveil.delivery.queue.Queued;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far a mail is measured (A38). */
class MeasuresTest {
  private static final Measure ALL =
      new Measure(Measure.Opens.IDENTIFIED, Measure.Links.IDENTIFIED);

  @RegisterExtension
  static final Rig rig = Rig.standard();

  /** (A38): the least of the two, in each. */
  @Test
  void theWeakerDecides() {
    Measure counted = new Measure(Measure.Opens.ANONYMOUS, Measure.Links.IDENTIFIED);

    assertThat(prepared(ALL, group -> Map.of(group.getFirst(), counted))).isEqualTo(counted);
    assertThat(prepared(counted, group -> Map.of(group.getFirst(), ALL))).isEqualTo(counted);
    assertThat(prepared(ALL, _ -> Map.of())).isEqualTo(Measure.OFF);
  }

  /** (A38): a doubt is OFF, and no reason to keep the mail back. */
  @Test
  void whateverFailsTheMailLeavesUnmeasured() {
    assertThat(prepared(ALL, _ -> {
          throw new IllegalStateException("the consents cannot be read");
        }))
        .isEqualTo(Measure.OFF);
  }

  /** What its author does not want measured nobody looks up. */
  @Test
  void nothingIsAskedWhereNothingIsWanted() {
    assertThat(prepared(Measure.OFF, _ -> {
          throw new AssertionError("asked");
        }))
        .isEqualTo(Measure.OFF);
  }

  private static Measure prepared(Measure wanted, Measures measures) {
    EmailAddress address = EmailAddress.parse("measured@example.org").orElseThrow();
    Contact contact = rig.bean(Contacts.class).findOrPend(address, Language.FR);
    Message message = new Message(
        contact.id(),
        7,
        "NOTE",
        1,
        "note",
        Optional.empty(),
        Optional.empty(),
        new TemplateRef("doi", 1),
        Language.FR,
        Optional.empty());
    return TestGate.preparation(
            rig, TestLetters.kinds(new TestLetters("NOTE", true, wanted)), List.of(), measures)
        .prepare(List.of(new Queued(message, "other", 0)))
        .ready()
        .getFirst()
        .measure();
  }
}
