package io.reveil.campaign.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.campaign.Definition;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.wave.Base;
import io.reveil.campaign.wave.WaveControl;
import io.reveil.campaign.wave.Waves;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template that cannot be written is refused before anybody is queued for its mail (B23). */
@Tag("sql")
class RehearsalTest {
  private static final Path FILES = temporary();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", FILES.toString()));

  private final Path value = FILES.resolve("templates/email/win-back/value");
  private final Rehearsal rehearsal = rig.bean(Rehearsal.class);
  private final Base base = new Base(rig);

  @BeforeEach
  void writeOurOwn() throws IOException {
    Files.createDirectories(value);
    try (Stream<Path> shipped = Files.list(Path.of("templates/email/win-back/value"))) {
      for (Path file : shipped.toList()) {
        Files.writeString(value.resolve(file.getFileName()), Files.readString(file));
      }
    }
  }

  @AfterEach
  void forget() throws IOException {
    try (Stream<Path> ours = Files.list(value)) {
      for (Path file : ours.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(value);
  }

  private Definition definition(String name) {
    return rig.bean(CampaignVersions.class).read(Base.document(name, "0%"));
  }

  @Test
  void theShippedMailsCanBeWritten() {
    assertThatCode(() -> rehearsal.play(definition("fine"))).doesNotThrowAnyException();
  }

  @Test
  void aMisspelledValueIsRefusedByStageTemplateAndLanguage() throws IOException {
    Files.writeString(value.resolve("subject.en.ftl"), "Hello ${firstname}");

    assertThatThrownBy(() -> rehearsal.play(definition("misspelled")))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("stages[0]: the template “win-back/value” cannot be written (en): ")
        .hasMessageContaining("firstname");
  }

  /** Many have no first name: a mail that cannot do without would fail for them alone. */
  @Test
  void aMailThatCannotDoWithoutAFirstNameIsRefused() throws IOException {
    Files.writeString(value.resolve("subject.fr.ftl"), "Bonjour ${firstName}");

    assertThatThrownBy(() -> rehearsal.play(definition("nameless")))
        .hasMessageContaining("cannot be written (fr)");
  }

  /** (A19): whoever writes a frame of their own says in it who writes, in both parts. */
  @ParameterizedTest
  @CsvSource({
    "text.fr.ftl,  ${contact}",
    "text.en.ftl,  ${postal}",
    "html.fr.ftlh, ${contact}",
    "html.en.ftlh, ${policyUrl}"
  })
  void aMailThatDoesNotSayWhoSendsItIsRefused(String name, String lacking) throws IOException {
    Path part = value.resolve(name);
    String unseen = name.startsWith("html") ? "<!-- " + lacking + " -->" : "";
    String ownFrame =
        "${controller} ${postal} ${contact} ${policyUrl} <a href=\"${links.unsubscribe}\">x</a>";
    Files.writeString(
        part,
        Files.readString(part)
            .replaceFirst("<@mail[^>]*>", "")
            .replace("</@mail>", ownFrame.replace(lacking, unseen)));

    assertThatThrownBy(() -> rehearsal.play(definition("anonymous")))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("stages[0]: the template “win-back/value” cannot be written (")
        .hasMessageContaining("SENDER_IDENTITY_MISSING")
        .hasMessageContaining("print " + lacking);
  }

  /** A18: some are known from elsewhere, and the mail that does not tell them is not sent; better known beforehand. */
  @Test
  void aMailThatCannotSayWhereAnAddressCameFromIsRefused() throws IOException {
    Path text = value.resolve("text.fr.ftl");
    Files.writeString(
        text,
        Files.readString(text)
            .replaceFirst("<@mail[^>]*>", "")
            .replace(
                "</@mail>",
                "${controller} ${postal} ${contact} ${policyUrl} ${links.unsubscribe}"));

    assertThatThrownBy(() -> rehearsal.play(definition("sourceless")))
        .hasMessageContaining("cannot be written (fr)")
        .hasMessageContaining("${lines.source}");
  }

  @Test
  void aTemplateSpoiltAfterTheCampaignWasAppliedStopsTheWaveBeforeItRuns() throws IOException {
    base.apply("spoilt", "0%");
    base.silent();
    Files.writeString(value.resolve("subject.fr.ftl"), "Bonjour ${firstname}");

    assertThatThrownBy(() -> rig.bean(WaveControl.class).run("spoilt", "spoilt-1", "test"))
        .hasMessageContaining("stages[0]");

    assertThat(rig.bean(Waves.class).find("spoilt", "spoilt-1").orElseThrow().startedAt())
        .isEmpty();
    assertThat(rig.count("message")).isZero();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of("target"), "rehearsal-");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
