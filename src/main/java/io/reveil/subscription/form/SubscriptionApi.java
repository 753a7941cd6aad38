package io.reveil.subscription.form;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.consent.Doorway;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.subscription.EvenAnswers;
import io.reveil.web.Public;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sign-up of a form by another program: the controller's own site or shop. */
@Public
@Controller("/api/subscriptions")
class SubscriptionApi {
  private final Forms forms;
  private final Purposes purposes;
  private final DeclaredFields fields;
  private final Doors doors;
  private final SignUps signUps;
  private final EvenAnswers even;

  SubscriptionApi(
      Forms forms,
      Purposes purposes,
      DeclaredFields fields,
      Doors doors,
      SignUps signUps,
      EvenAnswers even) {
    this.forms = forms;
    this.purposes = purposes;
    this.fields = fields;
    this.doors = doors;
    this.signUps = signUps;
    this.even = even;
  }

  /**
   * What a program sends. Absent values are refused by name where they are needed; an empty field is null to many.
   *
   * @param language in which the person read the texts; the form's own where none was read
   * @param notices by purpose, the version of the text that the person read beside the box: each language counts its own
   * @param page where the person asked, if the program can tell
   */
  @Serdeable
  record Asked(
      @Nullable String form,
      @Nullable String email,
      @Nullable String language,
      @Nullable List<@Nullable String> purposes,
      @Nullable Map<String, @Nullable Integer> notices,
      @Nullable Map<String, @Nullable String> fields,
      @Nullable String page) {}

  /**
   * The same for everybody: whether the address is known is nobody's business (B27).
   *
   * @param state {@code REQUESTED}, or {@code NOTHING_ASKED} of who wants the document alone (A3)
   * @param download the document of a form that has one
   */
  @Serdeable
  record Accepted(String state, String next, @Nullable String download) {}

  /** A document is for those too who tick nothing, whatever else they sent: nothing of it is kept (A3). */
  @Post
  @Status(HttpStatus.ACCEPTED)
  Accepted signUp(@Body Asked asked) {
    Form form = Optional.ofNullable(asked.form())
        .flatMap(forms::find)
        .orElseThrow(() -> Fault.invalid("form", "form: name a file of config/forms."));
    Language language = language(asked.language(), form);
    String download = form.text(language)
        .download()
        .map(document -> document.url().toString())
        .orElse(null);
    Answers answers = new Answers(
        Optional.ofNullable(asked.email()).orElse(""),
        ticked(asked.purposes()),
        texts(asked.notices()),
        texts(asked.fields()));
    if (form.hasDownload() && answers.purposes().isEmpty()) {
      return new Accepted(
          "NOTHING_ASKED",
          "Nothing was ticked, and nothing is kept: the document is free.",
          download);
    }
    demandLanguage(asked.language(), answers);
    Doorway doorway = doors.ofProgram(asked.page());
    refuse(answers.mistakes(form, fields));
    refuse(answers.outdated(form, purposes, language), language);
    return even.answer(() -> {
      signUps.ask(answers.signUp(form, doorway, fields, purposes, language));
      return new Accepted(
          "REQUESTED",
          "A mail asks the owner of the address to confirm. Nothing is granted before.",
          download);
    });
  }

  private static Language language(@Nullable String tag, Form form) {
    if (tag == null) {
      return form.language();
    }
    return Language.of(tag)
        .orElseThrow(() -> Fault.invalid("language", "language: write fr or en, or leave it out."));
  }

  /** A version says which text was read only with the language that counts it (A10, E6). */
  private static void demandLanguage(@Nullable String tag, Answers answers) {
    if (tag == null && !answers.notices().isEmpty()) {
      throw Fault.invalid(
          "language",
          "language: say in which language the person read the texts of “notices”, fr or en. Each counts its"
              + " own versions.");
    }
  }

  private static Set<String> ticked(@Nullable List<@Nullable String> purposes) {
    Set<String> ticked = new HashSet<>();
    for (String purpose : Optional.ofNullable(purposes).orElse(List.of())) {
      if (purpose == null) {
        throw Fault.invalid(
            "purposes", "purposes: name each purpose that was ticked, and no null.");
      }
      ticked.add(purpose);
    }
    return ticked;
  }

  /** What is null says nothing. */
  private static Map<String, String> texts(
      @Nullable Map<String, ? extends @Nullable Object> values) {
    Map<String, String> texts = new HashMap<>();
    Optional.ofNullable(values).orElse(Map.of()).forEach((name, value) -> {
      if (value != null) {
        texts.put(name, value.toString());
      }
    });
    return texts;
  }

  /** What would be recorded is not what the person read (A10, E6). */
  private void refuse(List<PurposeSheet> outdated, Language language) {
    if (!outdated.isEmpty()) {
      List<Fault.Detail> details = outdated.stream()
          .map(sheet -> new Fault.Detail(
              "notices." + sheet.id(),
              ("say which version of the text the person read; it is now %d (%s)."
                      + " Show that one, and ask again if they read another.")
                  .formatted(purposes.notice(sheet.id(), language).version(), language.tag())))
          .toList();
      Fault.Detail first = details.getFirst();
      throw new Fault(
          Fault.Kind.CONFLICT, "TEXT_CHANGED", first.field() + ": " + first.message(), details);
    }
  }

  private static void refuse(Map<String, Mistake> mistakes) {
    if (!mistakes.isEmpty()) {
      List<Fault.Detail> details = mistakes.entrySet().stream()
          .map(wrong -> new Fault.Detail(wrong.getKey(), wrong.getValue().sentence(Language.EN)))
          .toList();
      Fault.Detail first = details.getFirst();
      throw new Fault(
          Fault.Kind.INVALID, "INVALID", first.field() + ": " + first.message(), details);
    }
  }
}
