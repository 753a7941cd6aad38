package io.reveil.delivery.lane;

import io.reveil.delivery.Halts;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.reply.SmtpReply;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at what a group came to before the next one meets the same end. A wave whose mail cannot be written, is refused
 * for its content, or whose sender is refused, pauses; so does one of which a whole group is refused for our sending (B23).
 */
@Singleton
class Alarm {
  private final List<Halts> halts;

  Alarm(List<Halts> halts) {
    this.halts = halts;
  }

  void look(List<Outcome> outcomes) {
    TreeMap<Long, String> stopped = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      Optional<Long> wave = outcome.of().message().waveId();
      if (wave.isPresent() && (isOfTheMail(outcome) || areAllBlocked(outcomes))) {
        outcome.smtp().ifPresent(said -> stopped.putIfAbsent(wave.get(), words(said)));
      }
    }
    stopped.forEach((wave, because) -> halts.forEach(each -> each.halt(wave, because)));
  }

  private static boolean isOfTheMail(Outcome outcome) {
    return outcome
        .smtp()
        .filter(said -> said.replyClass() == ReplyClass.CONTENT
            || (said.stage() == SmtpReply.Stage.MAIL && !said.isTemporary()))
        .isPresent();
  }

  /** One blocked mail may be its reader's host; ten in a row are us. */
  private static boolean areAllBlocked(List<Outcome> outcomes) {
    return outcomes.size() >= ChunkWork.GROUP
        && outcomes.stream()
            .allMatch(outcome -> outcome instanceof Outcome.Failed failed
                && failed.replyClass() == ReplyClass.BLOCK);
  }

  private static String words(SmtpReply said) {
    return "%s: %s".formatted(said.replyClass(), said.text());
  }
}
