package io.reveil.delivery;

import io.reveil.contact.Contact;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the mails of one kind: their model and the author's side of their headers. Implemented by packages above. */
public interface Letters {
  /** {@code DOI}, {@code WIN_BACK}. */
  String kind();

  /** Whether these mails were asked for by the person: they pass suppression and consent, and are sent again when in doubt. */
  boolean isTransactional();

  /** Whether these mails go to the contact's own address; a refusal of others says nothing of it. */
  default boolean isToOwnAddress() {
    return true;
  }

  /**
   * What to render for each message; a message without an answer has lost its cause and is dropped as EXITED. One or two
   * statements, whatever the number.
   */
  Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts);

  /**
   * Model and headers of one mail; delivery adds Message-ID, date, the functional links {@code links.*}, and To.
   *
   * @param elsewhere the address it goes to if not the contact's own, which is to be confirmed (A43)
   * @param measure how far its author wants it measured; the reader's word and the installation may allow less (A38)
   * @param owed sentences that the law owes the person: a mail whose parts do not both have them is not sent (A18)
   */
  record Letter(
      Map<String, Object> model,
      Optional<EmailAddress> elsewhere,
      EmailAddress from,
      String fromName,
      Optional<EmailAddress> replyTo,
      Optional<Listed> listed,
      Measure measure,
      List<String> owed) {}

  /**
   * The list that marketing mail is of (RFC 2919).
   *
   * @param listId without its angle brackets
   */
  record Listed(String label, String listId) {
    /** From a List-Id as purposes declare it: {@code "The Morning Letter" <news.example.org>}; the label may be absent. */
    public static Listed read(String declared) {
      int open = declared.indexOf('<');
      String id = declared.substring(open + 1, declared.length() - 1);
      String label = declared.substring(0, open).replace('"', ' ').strip();
      return new Listed(label.isEmpty() ? id : label, id);
    }
  }
}
