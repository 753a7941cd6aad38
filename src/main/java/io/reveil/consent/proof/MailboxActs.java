package io.reveil.consent.proof;

import io.reveil.consent.ledger.Evidence;
import io.reveil.kernel.EmailAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Those of a person's acts that belong to a mailbox: the request by which the letters came there, what came after that, and
 * nothing up to the last act for another. Whoever reads it may be a stranger, and one salt opens all of a person's acts (A43).
 */
final class MailboxActs {
  private MailboxActs() {}

  /** @param recorded a list a channel and purpose; the latest change of address goes for all */
  static List<List<RecordedAct>> of(List<List<RecordedAct>> recorded, EmailAddress mailbox) {
    List<RecordedAct> all = recorded.stream().flatMap(List::stream).toList();
    return all.stream()
        .filter(MailboxActs::isAddressLeft)
        .max(Comparator.comparing(RecordedAct::recordedAt))
        .map(arrival -> since(arrival, requests(arrival, all), recorded))
        .orElse(recorded)
        .stream()
        .map(one -> afterAnother(one, mailbox))
        .toList();
  }

  private static boolean isAddressLeft(RecordedAct act) {
    return opened(act, "means").filter(Evidence.AddressLeft.MEANS::equals).isPresent();
  }

  /** Of a link that was asked for anew: back to the request whose wording was read. */
  private static Set<String> requests(RecordedAct arrival, List<RecordedAct> all) {
    Map<String, String> repeats = new HashMap<>();
    for (RecordedAct act : all) {
      opened(act, "repeats")
          .ifPresent(former ->
              opened(act, "requestId").ifPresent(request -> repeats.put(request, former)));
    }
    Set<String> requests = new HashSet<>();
    Optional<String> request = opened(arrival, "requestId");
    while (request.filter(requests::add).isPresent()) {
      request = request.flatMap(one -> Optional.ofNullable(repeats.get(one)));
    }
    return requests;
  }

  private static List<List<RecordedAct>> since(
      RecordedAct arrival, Set<String> requests, List<List<RecordedAct>> recorded) {
    return recorded.stream()
        .map(one -> one.stream()
            .filter(act -> act.recordedAt().isAfter(arrival.recordedAt())
                || opened(act, "requestId").filter(requests::contains).isPresent())
            .toList())
        .toList();
  }

  private static List<RecordedAct> afterAnother(List<RecordedAct> recorded, EmailAddress mailbox) {
    int beginning = 0;
    for (int i = 0; i < recorded.size(); i++) {
      if (opened(recorded.get(i), "address")
          .filter(given -> !EmailAddress.parse(given).equals(Optional.of(mailbox)))
          .isPresent()) {
        beginning = i + 1;
      }
    }
    return recorded.subList(beginning, recorded.size());
  }

  private static Optional<String> opened(RecordedAct act, String name) {
    return Optional.ofNullable(act.opened().get(name));
  }
}
