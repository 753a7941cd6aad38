package io.reveil.subscription.form;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.contact.DeclaredFields;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.subscription.EvenAnswers;
import io.reveil.web.Public;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sign-up of a form by another program: the controller's own site or shop. */
@Public
@Controller("/api/subscriptions")
class SubscriptionApi {
  private final Forms forms;
  private final DeclaredFields fields;
  private final SignUps signUps;
  private final EvenAnswers even;

  SubscriptionApi(Forms forms, DeclaredFields fields, SignUps signUps, EvenAnswers even) {
    this.forms = forms;
    this.fields = fields;
    this.signUps = signUps;
    this.even = even;
  }

  /** What a program sends. Absent values are refused by name where they are needed. */
  @Serdeable
  record Asked(
      @Nullable String form,
      @Nullable String email,
      @Nullable String language,
      @Nullable List<String> purposes,
      @Nullable Map<String, String> fields) {}

  /** The same for everybody: whether the address is known is nobody's business (B27). */
  @Serdeable
  record Accepted(String state, String next) {}

  @Post
  @Status(HttpStatus.ACCEPTED)
  Accepted signUp(@Body Asked asked) {
    Form form = Optional.ofNullable(asked.form())
        .flatMap(forms::find)
        .orElseThrow(() -> Fault.invalid("form", "form: name a file of config/forms."));
    Language language = language(asked.language(), form);
    Answers answers = new Answers(
        Optional.ofNullable(asked.email()).orElse(""),
        new HashSet<>(Optional.ofNullable(asked.purposes()).orElse(List.of())),
        Optional.ofNullable(asked.fields()).orElse(Map.of()));
    refuse(answers.mistakes(form, fields));
    return even.answer(() -> {
      signUps.ask(answers.signUp(form, fields, language));
      return new Accepted(
          "REQUESTED",
          "A mail asks the owner of the address to confirm. Nothing is granted before.");
    });
  }

  private static Language language(@Nullable String tag, Form form) {
    if (tag == null) {
      return form.language();
    }
    return Language.of(tag)
        .orElseThrow(() -> Fault.invalid("language", "language: write fr or en, or leave it out."));
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
