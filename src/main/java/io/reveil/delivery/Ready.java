package io.reveil.delivery;

import io.reveil.contact.Contact;
import java.time.Instant;

/**
 * A message that the gate let through, with all that its mail is written from.
 *
 * @param stayUntil when its stay link ends: the person's retention date (A20)
 */
record Ready(Queued queued, Contact contact, Letters.Letter letter, Instant stayUntil) {
  Message message() {
    return queued.message();
  }
}
