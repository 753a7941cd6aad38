package io.reveil.consent.wording;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Whom the people of each purpose agreed to: what was given to one company serves no other (E1; GDPR art. 4(11)). */
@Singleton
class ControllerNames {
  private final Database database;
  private final Clock clock;

  ControllerNames(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Remembers who asks, or refuses if it is not who asked before. As long as nobody answered, anybody may ask. */
  void admit(PurposeSheet sheet) {
    Controller now = sheet.controller();
    List<String> others = names(sheet.id()).stream()
        .filter(name -> !name.equals(now.name()) && !now.formerNames().contains(name))
        .toList();
    if (!others.isEmpty() && hasPeople(sheet.id())) {
      throw anotherCompany(sheet, others.getFirst());
    }
    others.forEach(name -> database.update(
        "DELETE FROM purpose_controller WHERE purpose = ? AND controller = ?",
        sheet.id().id(),
        name));
    remember(sheet.id(), now.name());
  }

  private List<String> names(Purpose purpose) {
    return database.list(
        "SELECT controller FROM purpose_controller WHERE purpose = ? ORDER BY since_at DESC",
        row -> row.getString("controller"),
        purpose.id());
  }

  private boolean hasPeople(Purpose purpose) {
    return database
        .first(
            "SELECT contact_id FROM current_consent WHERE purpose = ? LIMIT 1",
            row -> row.getLong("contact_id"),
            purpose.id())
        .isPresent();
  }

  private void remember(Purpose purpose, String name) {
    if (names(purpose).contains(name)) {
      return;
    }
    try {
      database.update(
          "INSERT INTO purpose_controller (purpose, controller, since_at) VALUES (?, ?, ?)",
          purpose.id(),
          name,
          clock.instant());
    } catch (DatabaseException e) {
      // Another node started with the same file, or the name differs by its capitals only.
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  private static Fault anotherCompany(PurposeSheet sheet, String before) {
    String place = "purposes.%s.controller".formatted(sheet.id());
    return Fault.invalid(
        place,
        "%s, %s: people answered “%s”, and the file now says “%s”. Another company: give the purpose a new id and ask again, since consent serves only whom it was given to. The same company under a new name: add formerly: [\"%s\"] to controllers.%s."
            .formatted(
                PurposesFile.NAME,
                place,
                before,
                sheet.controller().name(),
                before,
                sheet.controller().id()));
  }
}
