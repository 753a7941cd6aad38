package io.reveil.delivery;

import io.reveil.contact.Contact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the mails of one kind: their model and the author's side of their headers. Implemented by packages above. */
public interface Letters {
  /** {@code DOI}, {@code WIN_BACK}. */
  String kind();

  /** Whether these mails were asked for by the person: they pass suppression and consent, and are sent again when in doubt. */
  boolean isTransactional();

  /**
   * What to render for each message; a message without an answer has lost its cause and is dropped as EXITED. One or two
   * statements, whatever the number.
   */
  Map<Message, Letter> write(
      List<Message> group, Map<io.reveil.kernel.ContactId, Contact> contacts);

  /** Model and headers of one mail; delivery adds Message-ID, date, the functional links {@code links.*}, and To. */
  record Letter(
      Map<String, Object> model,
      io.reveil.kernel.EmailAddress from,
      String fromName,
      Optional<io.reveil.kernel.EmailAddress> replyTo,
      Optional<Listed> listed) {}

  /** List label and List-Id of marketing mail. */
  record Listed(String label, String listId) {}
}
