package io.reveil.intake.run;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows of the last seven days that were refused and name the person's address. */
@Singleton
class ImportRecords implements PersonalData {
  private final Database database;
  private final Contacts contacts;
  private final Rejects rejects;

  ImportRecords(Database database, Contacts contacts, Rejects rejects) {
    this.database = database;
    this.contacts = contacts;
    this.rejects = rejects;
  }

  @Override
  public String section() {
    return "imports";
  }

  @Override
  public Object export(Subject subject) {
    return rows(subject).stream()
        .map(row -> Map.of("import", row.run(), "line", row.line(), "row", row.rowText()))
        .toList();
  }

  @Override
  public int erase(Subject subject) {
    return database.write(() -> {
      List<Rejects.Key> rows = rows(subject);
      rejects.delete(rows);
      return rows.size();
    });
  }

  private List<Rejects.Key> rows(Subject subject) {
    Optional<EmailAddress> address = subject
        .address()
        .or(() -> subject.contact().flatMap(contacts::find).flatMap(Contact::email));
    return address.map(this::rows).orElse(List.of());
  }

  /** The domain may stand there in another spelling than ours, so the database looks for the local part only. */
  private List<Rejects.Key> rows(EmailAddress address) {
    String local = address.key().substring(0, address.key().lastIndexOf('@') + 1);
    return rejects.containing(local.toLowerCase(Locale.ROOT)).stream()
        .filter(row -> names(row.rowText(), address))
        .toList();
  }

  private static boolean names(String text, EmailAddress address) {
    return Arrays.stream(text.split("[,;\"\\s]+"))
        .anyMatch(word -> EmailAddress.parse(word).filter(address::equals).isPresent());
  }
}
