package io.reveil.consent.wording;

import io.micronaut.context.annotation.Context;
import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.ShippedFiles;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declared purposes, and the notices published from them. Read at start: a server does not run on a file that it
 * cannot understand, or that names another company than people agreed to.
 */
@Context
public final class Purposes {
  private static final Set<Basis> ONLY_CONTRACT = Set.of(Basis.TRANSACTIONAL);

  private final Map<Purpose, PurposeSheet> sheets = new LinkedHashMap<>();
  private final Map<Purpose, Map<Language, NoticeRef>> published = new LinkedHashMap<>();

  Purposes(ShippedFiles files, Notices notices, ControllerNames names) {
    String text = files
        .read(PurposesFile.NAME)
        .orElseThrow(() -> Fault.invalid(PurposesFile.NAME, PurposesFile.NAME + " is missing."));
    List<PurposeSheet> declared = PurposesFile.read(text);
    declared.forEach(names::admit);
    for (PurposeSheet sheet : declared) {
      sheets.put(sheet.id(), sheet);
      Map<Language, NoticeRef> references = new EnumMap<>(Language.class);
      for (Language language : Language.values()) {
        references.put(
            language, notices.publish(sheet.id().id(), language, NoticeText.body(sheet, language)));
      }
      published.put(sheet.id(), references);
    }
  }

  /** In the order of the file. */
  public List<PurposeSheet> all() {
    return List.copyOf(sheets.values());
  }

  /** Those under which opening and following links of mail is measured (A30, A37). */
  public List<PurposeSheet> measuring() {
    return sheets.values().stream()
        .filter(sheet -> sheet.kind().isTracking() && sheet.channel() == Channel.EMAIL)
        .toList();
  }

  /** Whether it measures and sends nothing: who ends that goes on receiving letters, which a ban would stop (A11). */
  public boolean isMeasuring(Purpose id) {
    return find(id).filter(sheet -> sheet.kind().isTracking()).isPresent();
  }

  public Optional<PurposeSheet> find(Purpose id) {
    return Optional.ofNullable(sheets.get(id));
  }

  /** Where the consent of a contact to a purpose is kept. One that is no longer declared counts as e-mail. */
  public ConsentKey key(ContactId contact, Purpose id) {
    return new ConsentKey(contact, find(id).map(PurposeSheet::channel).orElse(Channel.EMAIL), id);
  }

  /** All that a contact can object to, answered or not; what a contract demands goes on (A53). */
  public List<ConsentKey> objectable(ContactId contact) {
    return sheets.values().stream()
        .filter(sheet -> !sheet.bases().equals(ONLY_CONTRACT))
        .map(sheet -> key(contact, sheet.id()))
        .toList();
  }

  /** Whether this is what is shown beside a box today; never so for a purpose that is no longer declared. */
  public boolean isShownToday(NoticeRef read) {
    return read.equals(
        published.getOrDefault(new Purpose(read.key()), Map.of()).get(read.language()));
  }

  /** The published wording of a purpose, as shown beside its box today (A28). */
  public NoticeRef notice(Purpose id, Language language) {
    return Optional.ofNullable(published.get(id))
        .map(references -> references.get(language))
        .orElseThrow(() -> Fault.absent(
            "UNKNOWN_PURPOSE", "No purpose “" + id + "” stands in " + PurposesFile.NAME + "."));
  }
}
