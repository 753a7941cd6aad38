package io.reveil.campaign.wave;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Stage;
import io.reveil.campaign.Wave;
import io.reveil.campaign.letter.Rehearsal;
import io.reveil.campaign.sequence.Sequences;
import io.reveil.contact.Contact;
import io.reveil.content.EmailTemplates;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.queue.WaveQueue;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes messages of people at a stage. Joins the caller's transaction. */
@Singleton
class Queueing {
  private final WaveQueue queue;
  private final EmailTemplates templates;
  private final Rehearsal rehearsal;
  private final StatusRules days;
  private final Installation installation;

  Queueing(
      WaveQueue queue,
      EmailTemplates templates,
      Rehearsal rehearsal,
      StatusRules days,
      Installation installation) {
    this.queue = queue;
    this.templates = templates;
    this.rehearsal = rehearsal;
    this.days = days;
    this.installation = installation;
  }

  /** A contact that is to get the mail of a stage. */
  record Turn(Contact contact, Definition definition, int stage) {}

  void queue(Wave wave, List<Turn> turns) {
    Map<String, TemplateRef> current = new HashMap<>();
    queue.queue(
        wave.id(),
        turns.stream().map(turn -> mail(wave, turn, template(turn, current))).toList());
  }

  /** Changed since the campaign was applied, it may be one that cannot be written: then nobody is queued for it. */
  private TemplateRef template(Turn turn, Map<String, TemplateRef> current) {
    TemplateRef template = current.computeIfAbsent(stage(turn).template(), templates::current);
    rehearsal.play(turn.definition(), turn.stage(), template);
    return template;
  }

  private WaveMail mail(Wave wave, Turn turn, TemplateRef template) {
    return new WaveMail(
        Sequences.KIND,
        turn.contact().id(),
        turn.contact().email().orElseThrow(),
        wave.campaignId(),
        stage(turn).id(),
        turn.definition().purpose(),
        template,
        turn.contact().language(),
        Optional.of(turn.definition()
            .windowEnds(turn.stage(), days.today())
            .atStartOfDay(installation.zone())
            .toInstant()));
  }

  private static Stage stage(Turn turn) {
    return turn.definition().stages().get(turn.stage());
  }
}
