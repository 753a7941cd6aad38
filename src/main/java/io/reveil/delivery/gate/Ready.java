package io.reveil.delivery.gate;

import io.reveil.contact.Contact;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Message;
import io.reveil.delivery.queue.Queued;
import java.time.Instant;

/**
 * A message that the gate let through, with all that its mail is written from.
 *
 * @param measure how far it is measured
 * @param stayUntil when its stay link ends: the person's retention date (A20)
 */
public record Ready(
    Queued queued, Contact contact, Letters.Letter letter, Measure measure, Instant stayUntil) {
  public Message message() {
    return queued.message();
  }
}
