package io.reveil.campaign.api;

import io.reveil.campaign.Definition;
import io.reveil.campaign.Stage;
import io.reveil.content.EmailTemplates;
import io.reveil.content.TemplateLinks;
import io.reveil.delivery.WayIn;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Exits of a document that nothing can set off as things stand: nobody would notice, so it is said when it is applied. */
@Singleton
class IdleExits {
  private final List<WayIn> waysIn;
  private final EmailTemplates templates;
  private final TemplateLinks links;

  IdleExits(List<WayIn> waysIn, EmailTemplates templates, TemplateLinks links) {
    this.waysIn = waysIn;
    this.templates = templates;
    this.links = links;
  }

  /** A sentence each, with what would mend it. */
  List<String> of(Definition definition) {
    List<String> idle = new ArrayList<>();
    if (definition.exitOn().contains(Definition.Exit.CLICK)) {
      if (!isHeard(WayIn.Answer.CLICK)) {
        idle.add("CLICK ends nothing yet: no click of a person is known while"
            + " reveil.tracking.links is not IDENTIFIED.");
      }
      if (templates(definition).allMatch(this::isWithoutLinks)) {
        idle.add("CLICK ends nothing yet: its letters hold no link of their author’s."
            + " Write one out in their HTML, as in <a href=\"https://www.example.org/\">.");
      }
    }
    if (definition.exitOn().contains(Definition.Exit.REPLY) && !isHeard(WayIn.Answer.REPLY)) {
      idle.add("REPLY ends nothing yet: nothing brings in what people answer."
          + " Set reveil.inbound.imap or reveil.inbound.hook.secrets.");
    }
    return idle;
  }

  private boolean isHeard(WayIn.Answer answer) {
    return waysIn.stream().anyMatch(way -> way.heard().contains(answer));
  }

  private static Stream<String> templates(Definition definition) {
    return definition.stages().stream().map(Stage::template).distinct();
  }

  private boolean isWithoutLinks(String template) {
    return links.of(templates.current(template)).isEmpty();
  }
}
