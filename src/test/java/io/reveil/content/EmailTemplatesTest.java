package io.reveil.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.ShippedFiles;
import io.reveil.testing.Rig;
import io.reveil.web.template.Templating;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class EmailTemplatesTest {
  private static final Path FILES = temporary();
  private static final URI LEAVE = URI.create("https://lettre.example.org/u/AQRk2m9Qx0cVd7Yb");

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", FILES.toString()));

  @Test
  void aTemplateKeepsItsVersionUntilATextChanges() {
    write("same", "Bonjour", "<p>a</p>", "a");
    TemplateRef first = templates().current("same");

    assertThat(templates().current("same")).isEqualTo(first);
    write("same", "Bonjour", "<p>b</p>", "b");
    TemplateRef second = templates().current("same");

    assertThat(second.version()).isEqualTo(first.version() + 1);
  }

  @Test
  void anOldVersionCanStillBeSentAfterARestart() {
    write("old", "Bonjour", "<p>before ${name}</p>", "before");
    TemplateRef before = templates().current("old");
    write("old", "Bonjour", "<p>after</p>", "after");
    templates().current("old");
    EmailTemplates restarted = new EmailTemplates(
        rig.bean(ShippedFiles.class), rig.bean(Templating.class), rig.database(), rig.clock());

    assertThat(restarted.parts(before, Language.FR).html().render(Map.of("name", "<Zoë>")))
        .contains("<p>before &lt;Zoë&gt;</p>");
    assertThat(restarted.languages(before)).containsExactly(Language.FR);
  }

  @Test
  void aMissingPartIsNamed() {
    write("gap", "Bonjour", "<p>a</p>", "a");
    delete("gap/text.fr.ftl");

    assertThatThrownBy(() -> templates().current("gap"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("templates/email/gap/text.fr.ftl is missing");
  }

  @Test
  void aMistakeIsNamedWithItsFileAndLine() {
    write("broken", "Bonjour", "<p>\n<#if>\n</p>", "a");

    assertThatThrownBy(() -> templates().current("broken"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("templates/email/broken/html.fr.ftlh")
        .hasMessageContaining("line 2");
  }

  @Test
  void anUnknownTemplateAndAPathOutsideAreRefused() {
    assertThatThrownBy(() -> templates().current("nothing/here")).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> templates().current("../../config")).isInstanceOf(Fault.class);
  }

  @Test
  void marketingMailWithoutAVisibleLinkToLeaveIsRefused() {
    String link = "<a href=\"${links.unsubscribe}\">Leave</a>";
    write("leave", "s", link, "${links.unsubscribe}");
    write("no-text", "s", link, "nothing");
    write("no-html", "s", "<p>${links.unsubscribe}</p>", "${links.unsubscribe}");
    write("hidden", "s", link.replace("<a", "<a style=\"display: none\""), "${links.unsubscribe}");
    write("empty", "s", link.replace("Leave", "<b> </b>"), "${links.unsubscribe}");

    assertThat(compose("leave").bytes()).isNotEmpty();
    for (String refused : new String[] {"no-text", "no-html", "hidden", "empty"}) {
      assertThatThrownBy(() -> compose(refused))
          .as(refused)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("unsubscribe");
    }
  }

  /** What a model brings cannot add a header: line ends in a subject become blanks. */
  @Test
  void aSubjectIsOneLine() {
    write(
        "subject",
        "Bonjour\n${name}\n",
        "<a href=\"${links.unsubscribe}\">Leave</a>",
        "${links.unsubscribe}");

    String mail = new String(compose("subject").bytes(), StandardCharsets.UTF_8);

    assertThat(mail).contains("\r\nSubject: Bonjour Zoe Bcc: b@example.com\r\n");
  }

  @Test
  void theFrameShowsWhoWritesAndHowToLeave() {
    write("framed", "s", """
        <@mail title="Un titre" controller="Maison Lumen" postal="12 rue" policyUrl="https://example.org/p" contact="a@example.org">
        <@letter>Bonjour</@letter>
        <@answers><@answer title="Rester" note="Chaque mardi" label="Je reste" url=links.unsubscribe /></@answers>
        </@mail>
        """, """
        <@mail title="Un titre" controller="Maison Lumen" postal="12 rue" policyUrl="https://example.org/p" contact="a@example.org">
        Bonjour
        </@mail>
        """);
    EmailTemplates.Parts parts = templates().parts(templates().current("framed"), Language.FR);

    String html = parts.html().render(model());
    String text = parts.text().render(model());

    assertThat(html.strip()).startsWith("<!doctype html>").endsWith("</html>");
    assertThat(html)
        .contains("<html lang=\"fr\">", "Se désinscrire", "Je reste", LEAVE.toString())
        .doesNotContain("<img", "display:none", "<script");
    assertThat(text).contains("UN TITRE", "Se désinscrire :\n" + LEAVE, "12 rue");
  }

  /** Has nothing in it to hide: its border or its background is what one sees. */
  private static final Pattern EMPTY =
      Pattern.compile("<div[^>]*(border-top|background):[^>]*></div>");

  /** C6: nothing of zero size, transparent, or taken out of sight; neither in the frame nor in a mail that we bring. */
  @Test
  void nothingInAMailIsHidden() throws IOException {
    Pattern hidden =
        Pattern.compile("(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden|mso-hide|transparent"
            + "|(opacity|font-size|max-height|height|width)\\s*[:=]\\s*[\"']?0(?![.\\d])"
            + "|text-indent\\s*:\\s*-|left\\s*:\\s*-\\d");
    assertThat(List.of("<p style=\"font-size: 0\">", "<img width=\"0\">", "<i style='opacity:0'>"))
        .allMatch(html -> hidden.matcher(html).find());
    List<Path> mails;
    try (Stream<Path> all = Files.walk(Path.of("templates/email"))) {
      mails = all.filter(file -> file.toString().endsWith(".ftlh")).toList();
    }

    assertThat(mails)
        .hasSizeGreaterThan(5)
        .allSatisfy(mail -> assertThat(EMPTY.matcher(Files.readString(mail)).replaceAll(""))
            .doesNotContainPattern(hidden));
  }

  private static OutgoingMail compose(String name) {
    EmailAddress address = EmailAddress.parse("zoe@example.org").orElseThrow();
    return rig.bean(Composer.class)
        .compose(
            templates().current(name),
            Language.FR,
            model(),
            new Envelope(
                address,
                "Maison Lumen",
                address,
                Optional.empty(),
                "k3v9@lettre.example.org",
                Instant.parse("2026-11-21T12:00:00Z"),
                Optional.of(new Envelope.Listing("Lettre", "n.example.org", LEAVE))),
            Optional.empty(),
            List.of());
  }

  private static Map<String, Object> model() {
    return Map.of(
        "lang",
        "fr",
        "name",
        "Zoe\r\nBcc: b@example.com",
        "links",
        Map.of("unsubscribe", LEAVE.toString()));
  }

  private static EmailTemplates templates() {
    return rig.bean(EmailTemplates.class);
  }

  private static void write(String name, String subject, String html, String text) {
    Path folder = FILES.resolve("templates/email").resolve(name);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("subject.fr.ftl"), subject);
      Files.writeString(folder.resolve("html.fr.ftlh"), html);
      Files.writeString(folder.resolve("text.fr.ftl"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(String file) {
    try {
      Files.delete(FILES.resolve("templates/email").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Path.of("target"), "files-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
