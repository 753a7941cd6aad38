package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page is told when it asks where the story stands. */
final class PageState {
  private static final int SHOWN_MAILS = 60;

  private final Story story;
  private final Mailbox mailbox;
  private final Journal journal;
  private final Census census;

  PageState(Story story, Mailbox mailbox, Journal journal, Census census) {
    this.story = story;
    this.mailbox = mailbox;
    this.journal = journal;
    this.census = census;
  }

  /** All that changes. */
  Map<String, Object> now(String playing, int played, List<Figure> figures) {
    List<Mailbox.Mail> mails = mailbox.mails();
    List<Map<String, Object>> inbox = new ArrayList<>();
    for (Mailbox.Mail mail : shown(mails)) {
      inbox.add(Map.of(
          "number", mail.number(),
          "to", mail.to(),
          "yours", story.isVisitor(mail.to()),
          "subject", mail.subject(),
          "at", mail.arrived().toString()));
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("playing", playing);
    state.put("played", played);
    state.put("now", story.now().toString());
    state.put("mails", mails.size());
    state.put("inbox", inbox);
    state.put("lines", journal.lines());
    state.put("gauges", journal.gauges());
    state.put("figures", figures);
    state.put("judged", story.judged());
    state.put("told", story.told());
    state.put("census", census.latest());
    return state;
  }

  /** The latest first; before them all that visitors of the page asked for. */
  private List<Mailbox.Mail> shown(List<Mailbox.Mail> mails) {
    return mails.reversed().stream()
        .sorted(Comparator.comparing((Mailbox.Mail mail) -> !story.isVisitor(mail.to())))
        .limit(SHOWN_MAILS)
        .toList();
  }

  /** What the server knows of a mail's reader. */
  Object person(Optional<Mailbox.Mail> read) {
    return read.<Object>flatMap(
            mail -> story.person(mail.to()).map(contact -> describe(mail, contact)))
        .orElse(Map.of());
  }

  private Map<String, Object> describe(Mailbox.Mail mail, JsonNode contact) {
    String id = contact.path("id").asText();
    return Map.of(
        "to", mail.to(),
        "contact", contact,
        "explain", census.explain(id),
        "ledger", census.ledger(id));
  }
}
