package io.reveil.subscription.request;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.Places;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The mail that asks the owner of a mailbox to confirm. It says what was asked, when, where and by whose controller, and
 * holds nothing that anybody typed (B28).
 */
@Singleton
public class DoiLetters implements Letters {
  public static final String KIND = "DOI";
  public static final String TEMPLATE = "doi";
  public static final String MOVED = "moved";
  public static final String MOVE_UNDONE = "move-undone";
  /** Those of all mails about requests. */
  public static final List<String> TEMPLATES =
      List.of(TEMPLATE, Reminders.STEP, MoveLetters.TEMPLATE, MOVED, MOVE_UNDONE);

  private final Requests requests;
  private final Purposes purposes;
  private final Letterhead letterhead;
  private final Moments moments;
  private final Clock clock;

  DoiLetters(
      Requests requests, Purposes purposes, Letterhead letterhead, Moments moments, Clock clock) {
    this.requests = requests;
    this.purposes = purposes;
    this.letterhead = letterhead;
    this.moments = moments;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean isTransactional() {
    return true;
  }

  /** A request that was answered or ran out of time has no answer here: its mail is dropped. */
  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
    return write(group, contacts, requests::list, this::waits);
  }

  private boolean waits(Request request) {
    return request.state() == RequestState.PENDING && clock.instant().isBefore(request.expiresAt());
  }

  /**
   * Each about the request that it comes from; without one it is dropped.
   *
   * @param find requests, by people and by their own ids
   */
  public Map<Message, Letter> write(
      List<Message> group,
      Map<ContactId, Contact> contacts,
      BiFunction<List<ContactId>, List<Long>, List<Request>> find,
      Predicate<Request> isDue) {
    Map<Long, Request> due = find
        .apply(
            group.stream().map(Message::contact).distinct().toList(),
            group.stream().map(Message::originId).distinct().toList())
        .stream()
        .filter(isDue)
        .collect(Collectors.toMap(Request::id, Function.identity()));
    Map<Message, Letter> letters = new LinkedHashMap<>();
    for (Message message : group) {
      Optional.ofNullable(due.get(message.originId()))
          .flatMap(request -> about(request, Optional.ofNullable(contacts.get(message.contact()))))
          .ifPresent(letter -> letters.put(message, letter));
    }
    return letters;
  }

  /**
   * To the address that is asked, in the words that were read; empty if nothing that was asked for is declared any more.
   */
  private Optional<Letter> about(Request request, Optional<Contact> reader) {
    return request.purposes().stream()
        .flatMap(asked -> purposes.find(asked.purpose()).stream())
        .findFirst()
        .map(PurposeSheet::controller)
        .map(controller -> new Letter(
            model(
                request,
                reader,
                controller,
                letterhead.describeRead(request.notices(), request.language())),
            request.wanted(),
            controller.sender().address(),
            controller.sender().name(),
            Optional.of(controller.contactAddress()),
            Optional.empty(),
            Measure.OFF,
            List.of()));
  }

  /** What such a mail would say of a request that nobody made. */
  public Map<String, Object> sample(Language language, List<PurposeSheet> sheets) {
    Instant now = clock.instant();
    Request request = new Request(
        new ContactId(1),
        1,
        RequestState.PENDING,
        "sample",
        Doorway.hosted(URI.create("https://sample.invalid/f/sample")),
        language,
        List.of(),
        List.of(),
        Optional.empty(),
        1,
        now,
        Optional.empty(),
        now.plus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(2)),
        Optional.empty());
    Map<String, Object> model = model(
        request,
        Optional.empty(),
        sheets.getFirst().controller(),
        sheets.stream().map(sheet -> Letterhead.describe(sheet, language)).toList());
    model.put("other", "sa…@sample.invalid");
    model.put("back", "https://sample.invalid/b/sample");
    model.put("backUntil", model.get("until"));
    return model;
  }

  private Map<String, Object> model(
      Request request,
      Optional<Contact> reader,
      Controller controller,
      List<Map<String, String>> described) {
    Language language = request.language();
    Map<String, Object> model = new HashMap<>(controller.imprint());
    model.put("requested", moments.moment(request.askedAt(), reader, language));
    if (request.firstAskedAt().isPresent()) {
      model.put("renewed", moments.moment(request.createdAt(), reader, language));
    }
    model.put("until", moments.moment(request.expiresAt(), reader, language));
    model.put("page", Places.known(request.doorway(), language));
    model.put("purposes", described);
    return model;
  }
}
