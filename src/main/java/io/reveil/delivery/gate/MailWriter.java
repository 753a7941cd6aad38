package io.reveil.delivery.gate;

import io.reveil.content.Composer;
import io.reveil.content.Envelope;
import io.reveil.content.Measured;
import io.reveil.content.OutgoingMail;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.ReturnPaths;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the mail of a message: its functional links, its headers, its bytes. */
@Singleton
public class MailWriter {
  private final Composer composer;
  private final Links links;
  private final MessageIds messageIds;
  private final ReturnPaths returnPaths;
  private final Measuring measuring;
  private final Kinds kinds;
  private final Clock clock;

  MailWriter(
      Composer composer,
      Links links,
      MessageIds messageIds,
      ReturnPaths returnPaths,
      Measuring measuring,
      Kinds kinds,
      Clock clock) {
    this.composer = composer;
    this.links = links;
    this.messageIds = messageIds;
    this.returnPaths = returnPaths;
    this.measuring = measuring;
    this.kinds = kinds;
    this.clock = clock;
  }

  /** @throws RuntimeException if the template fails or a header would break: this mail cannot be written */
  public OutgoingMail write(Ready ready) {
    OutgoingMail mail = compose(ready);
    return returnPaths.of(ready.message()).map(mail::returnedTo).orElse(mail);
  }

  private OutgoingMail compose(Ready ready) {
    Message message = ready.message();
    Letters.Letter letter = ready.letter();
    EmailAddress to = letter.elsewhere().or(() -> ready.contact().email()).orElseThrow();
    if (letter.listed().isEmpty() && !kinds.isTransactional(message)) {
      throw new IllegalStateException(
          "mail of kind " + message.kind() + " names no list, so nobody could leave it (B1)");
    }
    Map<String, Object> functional =
        kinds.isTransactional(message) ? asked(message) : marketing(ready);
    Optional<Measured> measured = measuring.of(ready, functional);
    measured.ifPresent(by -> functional.put("unmeasure", by.refusal()));
    Map<String, Object> model = new HashMap<>(letter.model());
    model.put("measure", ready.measure().said());
    model.put("lang", message.language().tag());
    model.put("links", functional);
    return composer.compose(
        message.template(),
        message.language(),
        model,
        new Envelope(
            letter.from(),
            letter.fromName(),
            to,
            letter.replyTo(),
            messageIds.of(message.contact(), message.id()),
            clock.instant(),
            letter.listed().map(listed -> listing(listed, functional))),
        measured,
        letter.owed());
  }

  private static Envelope.Listing listing(Letters.Listed listed, Map<String, Object> functional) {
    return new Envelope.Listing(
        listed.label(), listed.listId(), URI.create(String.valueOf(functional.get("unsubscribe"))));
  }

  /** The confirmation ends when the request does (B25). */
  private Map<String, Object> asked(Message message) {
    Map<String, Object> asked = new HashMap<>();
    message
        .windowEndsAt()
        .map(end -> links.issue(LinkAction.CONFIRM, message.contact(), message.originId(), end))
        .ifPresent(token -> asked.put("confirm", links.url(LinkAction.CONFIRM, token)));
    return asked;
  }

  /** Leaving works for ever (D6), staying until the person's data is erased, choosing for a while (D9). */
  private Map<String, Object> marketing(Ready ready) {
    Message message = ready.message();
    String leave = links.unsubscribe(
        message.contact(), message.id(), ready.contact().email().orElseThrow());
    String stay = links.issue(LinkAction.STAY, message.contact(), message.id(), ready.stayUntil());
    String choose = links.issue(
        LinkAction.PREFERENCES,
        message.contact(),
        message.id(),
        clock.instant().plus(Links.PREFERENCES_LAST));
    return new HashMap<>(Map.of(
        "unsubscribe",
        links.url(LinkAction.UNSUBSCRIBE, leave),
        "stay",
        links.url(LinkAction.STAY, stay),
        "preferences",
        links.url(LinkAction.PREFERENCES, choose)));
  }
}
