package io.reveil.subscription.confirm;

import io.reveil.contact.Contact;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.request.DoiLetters;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one mail to the address that a person's letters went to until now: whoever was passed one of these letters could have
 * named another, and the person would only see that nothing comes any more. A link takes the change back (A43).
 */
@Singleton
class MoveNotices implements Letters {
  private static final String KIND = "MOVED";
  private static final String STEP = "moved";

  private final Clock clock;
  private final SubscriptionConfig config;
  private final Requests requests;
  private final FormerStates formerStates;
  private final DoiLetters letters;
  private final EmailTemplates templates;
  private final SingleMails mails;
  private final Moments moments;
  private final Links links;

  MoveNotices(
      Clock clock,
      SubscriptionConfig config,
      Requests requests,
      FormerStates formerStates,
      DoiLetters letters,
      EmailTemplates templates,
      SingleMails mails,
      Moments moments,
      Links links) {
    this.clock = clock;
    this.config = config;
    this.requests = requests;
    this.formerStates = formerStates;
    this.letters = letters;
    this.templates = templates;
    this.mails = mails;
    this.moments = moments;
    this.links = links;
  }

  /** In the caller's transaction, once for a request. It is of the contact who has the other address, since that one has any. */
  void tell(Request request, EmailAddress left) {
    Instant now = clock.instant();
    mails.queue(new SingleMail(
        KIND,
        request.contact(),
        left,
        request.id(),
        STEP,
        templates.current(DoiLetters.MOVED),
        request.language(),
        now,
        now.plus(config.confirmWithin())));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean isTransactional() {
    return true;
  }

  @Override
  public boolean isToOwnAddress() {
    return false;
  }

  /** A change that was taken back meanwhile is not told. */
  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
    Map<Long, Request> told = requests
        .listMoves(
            group.stream().map(Message::contact).distinct().toList(),
            group.stream().map(Message::originId).distinct().toList())
        .stream()
        .filter(request -> request.state() == RequestState.CONFIRMED)
        .collect(Collectors.toMap(Request::id, Function.identity()));
    Map<Long, EmailAddress> left = formerStates.left(told.values());
    Map<Message, Letter> written = new LinkedHashMap<>();
    letters
        .write(group, contacts, (_, _) -> List.copyOf(told.values()), _ -> true)
        .forEach((message, letter) -> Optional.ofNullable(left.get(message.originId()))
            .flatMap(former -> Optional.ofNullable(told.get(message.originId()))
                .map(request -> to(former, request, contacts.get(message.contact()), letter)))
            .ifPresent(mail -> written.put(message, mail)));
    return written;
  }

  private Letter to(EmailAddress former, Request request, @Nullable Contact reader, Letter letter) {
    Map<String, Object> model = new HashMap<>(letter.model());
    model.put("other", Letterhead.masked(Optional.ofNullable(reader)));
    model.put(
        "back",
        links.url(
            LinkAction.TAKE_BACK,
            links.issue(
                LinkAction.TAKE_BACK, request.contact(), request.id(), request.forgetAt())));
    model.put(
        "backUntil",
        moments.moment(request.forgetAt(), Optional.ofNullable(reader), request.language()));
    return new Letter(
        model,
        Optional.of(former),
        letter.from(),
        letter.fromName(),
        letter.replyTo(),
        letter.listed(),
        letter.measure(),
        letter.owed());
  }
}
