package io.reveil.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.testing.Rig;
import io.reveil.testing.ScriptedSmtp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From an open state anything may follow, from a final one nothing (design section 3). */
@Tag("sql")
class MessageStateTest {
  private static final ScriptedSmtp SMTP = ScriptedSmtp.start();

  @RegisterExtension
  static final Rig rig = Workshop.rig(SMTP);

  @ParameterizedTest
  @EnumSource(MessageState.class)
  void onlyAnOpenMessageChanges(MessageState before) {
    Workshop workshop = Workshop.open(rig, SMTP);
    ContactId person = workshop.people(before.name(), 1).getFirst();
    workshop.wave(List.of(person), Optional.empty());
    Queued queued = queued(person);

    for (Outcome outcome : outcomes(queued)) {
      rig.database()
          .update("UPDATE message SET state = ? WHERE contact_id = ?", before, person.value());
      rig.bean(Messages.class).settle(List.of(outcome), rig.clock().instant());

      assertThat(state(person))
          .as("%s after %s", outcome.state(), before)
          .isEqualTo(before.isOpen() ? outcome.state() : before);
    }
  }

  private static List<Outcome> outcomes(Queued queued) {
    SmtpReply reply = SmtpReply.ours(SmtpReply.Stage.DATA, "4.4.2", "cut");
    return List.of(
        new Outcome.Sent(queued, 250),
        new Outcome.Deferred(queued, rig.clock().instant(), reply),
        new Outcome.Held(queued, rig.clock().instant(), "PACE"),
        new Outcome.Failed(queued, ReplyClass.SOFT, reply),
        new Outcome.Dropped(queued, NoMail.STOPPED),
        new Outcome.InDoubt(queued));
  }

  private static Queued queued(ContactId person) {
    long id = rig.database()
        .first(
            "SELECT message_id FROM message WHERE contact_id = ?",
            row -> row.getLong("message_id"),
            person.value())
        .orElseThrow();
    return rig.bean(Messages.class).find(person, id).orElseThrow();
  }

  private static MessageState state(ContactId person) {
    return rig.database()
        .first(
            "SELECT state FROM message WHERE contact_id = ?",
            row -> MessageState.valueOf(row.getString("state")),
            person.value())
        .orElseThrow();
  }
}
