package io.reveil.consent.proof;

import io.reveil.consent.ledger.ConsentEvents;
import io.reveil.consent.ledger.RecordedEvent;
import io.reveil.consent.seal.Inclusions;
import io.reveil.consent.wording.Notices;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.key.SealSeeds;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The proof of one event for a stranger: its sealed text, the way from it to a signed header, and, while the person is
 * known, the values behind its commitments and the wording that was shown (A10, E10).
 */
@Singleton
class EventProofs {
  private final ConsentEvents events;
  private final Notices notices;
  private final Inclusions inclusions;
  private final SealSeeds seeds;

  EventProofs(ConsentEvents events, Notices notices, Inclusions inclusions, SealSeeds seeds) {
    this.events = events;
    this.notices = notices;
    this.inclusions = inclusions;
    this.seeds = seeds;
  }

  /** @throws Fault if no block holds the event yet, or this node lacks the key that signed it */
  Map<String, Object> of(long eventId) {
    Map<String, Object> proof = soFar(eventId);
    if (!isSealed(proof)) {
      seeds.demandAll();
      proof = soFar(eventId);
    }
    if (!isSealed(proof)) {
      throw new Fault(
          Fault.Kind.CONFLICT,
          "NOT_SEALED",
          "No block holds event " + eventId + " yet: it will be sealed within minutes.");
    }
    return proof;
  }

  static boolean isSealed(Map<String, Object> proof) {
    return proof.containsKey("header");
  }

  /** As far as it goes, without the values behind its commitments: as of somebody erased. */
  Map<String, Object> closedSoFar(long eventId) {
    Map<String, Object> proof = soFar(eventId);
    proof.remove("salt");
    proof.remove("opened");
    return proof;
  }

  /** As far as it goes: while no block holds the event, nothing leads to a signed header. */
  Map<String, Object> soFar(long eventId) {
    ConsentEvents.Found found = events
        .find(eventId)
        .orElseThrow(
            () -> Fault.absent("NO_SUCH_EVENT", "The ledger has no event " + eventId + "."));
    RecordedEvent event = found.event();
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("schema", "reveil.proof/1");
    proof.put("event", event.canonical());
    found.salt().ifPresent(salt -> {
      proof.put("salt", HexFormat.of().formatHex(salt));
      proof.put("opened", event.opened());
    });
    found
        .notice()
        .flatMap(notice -> Language.of(notice.language())
            .flatMap(language -> notices.find(notice.key(), notice.version(), language)))
        .ifPresent(notice -> proof.put("notice", notice.body()));
    inclusions.find(found.subject(), eventId).ifPresent(proof::putAll);
    return proof;
  }
}
