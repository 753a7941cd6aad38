package io.reveil.subscription.confirm;

import io.reveil.contact.Contact;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.request.DoiLetters;
import io.reveil.subscription.request.MoveMails;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final Requests requests;
  private final FormerStates formerStates;
  private final DoiLetters letters;
  private final MoveMails mails;
  private final Moments moments;
  private final Links links;

  MoveNotices(
      Requests requests,
      FormerStates formerStates,
      DoiLetters letters,
      MoveMails mails,
      Moments moments,
      Links links) {
    this.requests = requests;
    this.formerStates = formerStates;
    this.letters = letters;
    this.mails = mails;
    this.moments = moments;
    this.links = links;
  }

  /** In the caller's transaction, once for a request. It is of the contact who has the other address, since that one has any. */
  void tell(Request request, EmailAddress left) {
    mails.queue(KIND, DoiLetters.MOVED, request, request.contact(), left);
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
        .write(
            group,
            contacts,
            (_, _) -> List.copyOf(told.values()),
            request -> left.containsKey(request.id()))
        .forEach((message, letter) -> {
          Request request = Objects.requireNonNull(told.get(message.originId()));
          EmailAddress former = Objects.requireNonNull(left.get(request.id()));
          written.put(message, to(former, request, contacts.get(message.contact()), letter));
        });
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
