package io.reveil.subscription.form;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.FieldType;
import io.reveil.kernel.Language;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.NoticeLines;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a form looks: one unticked box a purpose (A2), the fields with their reasons (A4), the notice (GDPR art. 13). */
@Singleton
class FormPage {
  private static final Answers NOTHING = new Answers("", Set.of(), Map.of(), Map.of());

  private final Letterhead letterhead;
  private final Purposes purposes;
  private final SubscriptionConfig config;

  FormPage(Letterhead letterhead, Purposes purposes, SubscriptionConfig config) {
    this.letterhead = letterhead;
    this.purposes = purposes;
    this.config = config;
  }

  HttpResponse<String> blank(Form form, Language language) {
    return page(HttpStatus.OK, form, language, NOTHING, Map.of());
  }

  /** With what was typed, and what is wrong with it. */
  HttpResponse<String> corrected(
      Form form, Language language, Answers answers, Map<String, Mistake> mistakes) {
    HttpStatus status = mistakes.containsValue(new Mistake.TextChanged())
        ? HttpStatus.CONFLICT
        : HttpStatus.BAD_REQUEST;
    return page(status, form, language, answers, mistakes);
  }

  /** Names no address, so that it is the same for all (B27). */
  HttpResponse<String> sent(Form form, Language language) {
    Map<String, Object> model = new HashMap<>(download(form, language));
    model.put("days", config.confirmWithin().toDays());
    form.text(language).after().ifPresent(after -> model.put("after", after));
    return letterhead.page(
        HttpStatus.ACCEPTED,
        "sent",
        language,
        Optional.of(form.purposes().getFirst().id()),
        model);
  }

  /** To those who want the document and nothing else: nothing is kept of them (A3). */
  HttpResponse<String> downloaded(Form form, Language language) {
    return letterhead.page(
        HttpStatus.OK,
        "downloaded",
        language,
        Optional.of(form.purposes().getFirst().id()),
        new HashMap<>(download(form, language)));
  }

  private static Map<String, Object> download(Form form, Language language) {
    return form.text(language)
        .download()
        .map(download -> Map.<String, Object>of(
            "download", Map.of("label", download.label(), "url", download.url().toString())))
        .orElse(Map.of());
  }

  private HttpResponse<String> page(
      HttpStatus status,
      Form form,
      Language language,
      Answers answers,
      Map<String, Mistake> mistakes) {
    Map<String, Object> model = model(form, language, answers);
    model.put("action", form.path());
    Map<String, String> wrong = new HashMap<>();
    mistakes.forEach((field, mistake) -> wrong.put(field, mistake.sentence(language)));
    model.put("wrong", wrong);
    mistakes.keySet().stream().findFirst().ifPresent(first -> model.put("firstWrong", first));
    return letterhead.page(
        status, "form", language, Optional.of(form.purposes().getFirst().id()), model);
  }

  /** What a form asks and tells, whoever shows it. */
  Map<String, Object> model(Form form, Language language) {
    return model(form, language, NOTHING);
  }

  private Map<String, Object> model(Form form, Language language, Answers answers) {
    Form.Text text = form.text(language);
    Map<String, Object> model = new HashMap<>();
    model.put("hasDownload", form.hasDownload());
    model.put("title", text.title());
    model.put("lead", text.lead());
    model.put("email", answers.email());
    model.put("days", config.confirmWithin().toDays());
    model.put("purposes", boxes(form, language, answers));
    model.put(
        "fields",
        form.fields().stream().map(field -> field(field, language, answers)).toList());
    model.put("notice", NoticeLines.of(form.purposes(), language));
    return model;
  }

  private List<Map<String, Object>> boxes(Form form, Language language, Answers answers) {
    return form.purposes().stream()
        .map(sheet -> Map.<String, Object>of(
            "id", sheet.id().id(),
            "name", sheet.text(language).name(),
            "description", sheet.text(language).description(),
            "consent", sheet.text(language).consent(),
            "notice", purposes.notice(sheet.id(), language).version(),
            "ticked", answers.purposes().contains(sheet.id().id())))
        .toList();
  }

  private static Map<String, Object> field(
      DeclaredField field, Language language, Answers answers) {
    return Map.of(
        "name", field.name(),
        "label", field.label().getOrDefault(language, field.name()),
        "why", field.why().getOrDefault(language, ""),
        "type",
            switch (field.type()) {
              case TEXT, BOOLEAN -> "text";
              case NUMBER -> "number";
              case DATE -> "date";
            },
        "isChoice", field.type() == FieldType.BOOLEAN,
        "typed", answers.fields().getOrDefault(field.name(), ""));
  }
}
