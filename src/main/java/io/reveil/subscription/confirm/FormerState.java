package io.reveil.subscription.confirm;

import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.contact.Provenance;
import io.reveil.kernel.EmailAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a confirmation changed, as it was before.
 *
 * @param newcomer whether nothing but requests was known of the person
 * @param becameSource whether the data were not the person's own until then (A18)
 * @param source where they were from, if known
 * @param silentSince since when nothing had been heard
 * @param exposures how many letters had gone into that silence
 * @param left the address that somebody's letters went to, if they go elsewhere by it (A43)
 * @param filled what was typed where nothing was known of somebody whom we knew
 * @param bans that ended (A49)
 */
record FormerState(
    boolean newcomer,
    boolean becameSource,
    Optional<Provenance> source,
    LocalDate silentSince,
    int exposures,
    Optional<EmailAddress> left,
    Map<String, String> filled,
    List<Ban> bans) {
  FormerState {
    filled = Map.copyOf(filled);
    bans = List.copyOf(bans);
  }

  /** That address alone. */
  FormerState onlyLeft() {
    return new FormerState(
        false, false, Optional.empty(), silentSince, 0, left, Map.of(), List.of());
  }

  /** All but that address. */
  FormerState withoutLeft() {
    return new FormerState(
        newcomer, becameSource, source, silentSince, exposures, Optional.empty(), filled, bans);
  }

  /** What rests on a later confirmation alone, once this one never was. */
  FormerState under(FormerState later) {
    List<Ban> all = new ArrayList<>(bans);
    later.bans.stream()
        .filter(ban -> bans.stream().noneMatch(own -> own.reason() == ban.reason()))
        .forEach(all::add);
    Map<String, String> gaps = new HashMap<>(later.filled);
    gaps.putAll(filled);
    return new FormerState(
        newcomer,
        becameSource || later.becameSource,
        becameSource ? source : later.source,
        silentSince,
        exposures + later.exposures,
        left.or(later::left),
        gaps,
        all);
  }
}
