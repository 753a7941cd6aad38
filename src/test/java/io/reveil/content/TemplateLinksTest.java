package io.reveil.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.job.Ids;
import io.reveil.job.Recurring;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where links lead must be known when the database is away (design section 9, D8). */
@Tag("sql")
class TemplateLinksTest {
  private static final String LAMPS = "https://www.example.org/lampes?a=b&c=d";
  private static final String CHAIRS = "https://www.example.org/chaises";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withTemplate(
          "lamps",
          "<p><a href=\"%s\">Lampes</a> <a href=\"%s\">Chaises</a></p>"
              .formatted(LAMPS.replace("&", "&amp;"), CHAIRS))));

  @BeforeEach
  void noLinkIsKnown() {
    rig.empty();
  }

  /** Of a node that sends the mail now. */
  private static Map<String, Long> links() {
    return new TemplateLinks(rig.database(), rig.bean(EmailTemplates.class), rig.bean(Ids.class))
        .of(rig.bean(EmailTemplates.class).current("lamps"));
  }

  /** (D11) A node that sent none of a mail, and met none of its readers, leads them on when the database goes. */
  @Test
  void whatAnotherNodeSendsIsKnownHereWithinAMinute() {
    try (EmbeddedServer other = rig.beside(Map.of())) {
      TemplateLinks elsewhere = other.getApplicationContext().getBean(TemplateLinks.class);
      Map<String, Long> links = links();

      other.getApplicationContext().getBeansOfType(Recurring.class).stream()
          .filter(work -> work.name().equals("template-links"))
          .forEach(Recurring::round);

      assertThat(links.values())
          .hasSize(2)
          .allMatch(link -> elsewhere.known(link).isPresent());
    }
  }

  /** A node that sent none of a mail learns all its links from the first that is followed. */
  @Test
  void whereOneLinkOfAMailLeadsAllOthersOfItAreLearntWithIt() {
    try (EmbeddedServer other = rig.beside(Map.of())) {
      Map<String, Long> links = links();
      TemplateLinks elsewhere = other.getApplicationContext().getBean(TemplateLinks.class);
      long chairs = links.getOrDefault(CHAIRS, 0L);
      assertThat(elsewhere.known(chairs)).isEmpty();

      assertThat(elsewhere.destination(links.getOrDefault(LAMPS, 0L))).hasValue(LAMPS);

      assertThat(elsewhere.known(chairs)).hasValue(CHAIRS);
      assertThat(elsewhere.destination(1)).isEmpty();
    }
  }
}
