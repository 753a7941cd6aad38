package io.reveil.subscription.form;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.subscription.EvenAnswers;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.web.Public;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sign-up page of a form. */
@Public
@Controller("/f")
@Produces(MediaType.ALL)
class FormController {
  private static final String FIELD = "fields.";
  private static final String NOTICE = "notice.";
  private static final MediaType TEXT = new MediaType("text/plain;charset=utf-8");

  /** Nobody sees this field or comes to it with the keyboard; a program that fills in all it finds does (B26). */
  private static final String TRAP = "website";

  private final Forms forms;
  private final Purposes purposes;
  private final FormPage page;
  private final Snippets snippets;
  private final Doors doors;
  private final SignUps signUps;
  private final DeclaredFields fields;
  private final EvenAnswers even;
  private final MeterRegistry meters;

  FormController(
      Forms forms,
      Purposes purposes,
      FormPage page,
      Snippets snippets,
      Doors doors,
      SignUps signUps,
      DeclaredFields fields,
      EvenAnswers even,
      MeterRegistry meters) {
    this.forms = forms;
    this.purposes = purposes;
    this.page = page;
    this.snippets = snippets;
    this.doors = doors;
    this.signUps = signUps;
    this.fields = fields;
    this.even = even;
    this.meters = meters;
  }

  @Get("/{form}")
  HttpResponse<String> show(String form, HttpRequest<?> request) {
    Form known = known(form);
    return page.blank(known, Tongue.of(request, known.language()));
  }

  /** The form as HTML to copy into a site: shown as text, so that nobody takes it for a page. */
  @Get("/{form}/snippet")
  HttpResponse<String> snippet(String form, HttpRequest<?> request) {
    Form known = known(form);
    return HttpResponse.ok(snippets.of(known, Tongue.of(request, known.language())))
        .contentType(TEXT);
  }

  /**
   * Says the same to everybody whose answers are well formed (B27). A document is for those too who tick nothing, or press
   * the button that says so, whatever they typed (A3).
   */
  @Post("/{form}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> signUp(String form, HttpRequest<?> request) {
    Form known = known(form);
    Language language = Tongue.of(request, known.language());
    Posted posted = Posted.of(request);
    Answers answers = answers(posted, known);
    if (known.hasDownload()
        && (answers.purposes().isEmpty() || posted.text("sign-up").equals("no"))) {
      return page.downloaded(known, language);
    }
    Map<String, Mistake> mistakes = answers.mistakes(known, fields);
    List<PurposeSheet> outdated = answers.outdated(known, purposes, language);
    if (!outdated.isEmpty()) {
      mistakes.put("purposes", new Mistake.TextChanged());
    }
    if (!mistakes.isEmpty()) {
      return page.corrected(known, language, answers.without(outdated), mistakes);
    }
    return even.answer(() -> {
      if (posted.text(TRAP).isBlank()) {
        signUps.ask(answers.signUp(
            known, doors.ofForm(known, posted, request), fields, purposes, language));
      } else {
        meters.counter("reveil.signups.trapped", "form", known.id()).increment();
      }
      return page.sent(known, language);
    });
  }

  private Form known(String id) {
    return forms
        .find(id)
        .orElseThrow(() -> Fault.absent("UNKNOWN_FORM", "There is no form of this name."));
  }

  /**
   * Fields of other names than the form's are not ours: a browser's extension may add some. A page of ours says which
   * texts it showed; one that does not counts as outdated.
   */
  private static Answers answers(Posted posted, Form form) {
    Map<String, String> typed = new LinkedHashMap<>();
    form.fields().forEach(field -> typed.put(field.name(), posted.text(FIELD + field.name())));
    Map<String, String> notices = new HashMap<>();
    form.purposes()
        .forEach(sheet -> notices.put(sheet.id().id(), posted.text(NOTICE + sheet.id())));
    return new Answers(posted.text("email"), new HashSet<>(posted.all("purposes")), notices, typed);
  }
}
