package io.reveil.tracking.figures;

import io.reveil.kernel.Fault;
import io.reveil.tracking.HitClass;
import java.time.LocalDate;
import java.util.Optional;

/** Which hits somebody asks for: of one contact, or of one day. */
record Wanted(
    Optional<Long> contact,
    Optional<Long> message,
    Optional<LocalDate> day,
    Optional<HitClass> hitClass,
    Mark after,
    int limit) {
  Wanted {
    if (contact.isEmpty() && message.isPresent()) {
      throw Fault.invalid(
          "message", "Mails are kept with their contacts: name the contact of the message, too.");
    }
    if (contact.isEmpty() && day.isEmpty()) {
      throw Fault.invalid(
          "contact", "Say whose hits you want (contact), or of which day (day, as in 2026-11-21).");
    }
  }
}
