package io.reveil.subscription.form;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody sent as the answers to a form, before anything of it is believed.
 *
 * @param notices by purpose, the version of the text that was read beside its box, as far as the sender says
 * @param fields by name
 */
record Answers(
    String email, Set<String> purposes, Map<String, String> notices, Map<String, String> fields) {
  Answers {
    purposes = Set.copyOf(purposes);
    notices = Map.copyOf(notices);
    fields = Map.copyOf(fields);
  }

  /** What is wrong, by field ({@code email}, {@code purposes}, {@code fields.first_name}); empty if nothing is. */
  Map<String, Mistake> mistakes(Form form, DeclaredFields declared) {
    Map<String, Mistake> mistakes = new LinkedHashMap<>();
    if (purposes.isEmpty()) {
      mistakes.put("purposes", new Mistake.NothingTicked());
    } else if (ticked(form).size() < purposes.size()) {
      mistakes.put("purposes", new Mistake.UnknownPurpose());
    }
    if (email.isBlank()) {
      mistakes.put("email", new Mistake.NoAddress());
    } else if (EmailAddress.parse(email).isEmpty()) {
      mistakes.put("email", new Mistake.NotAnAddress());
    }
    fields.forEach((name, raw) -> mistake(form, declared, name, raw)
        .ifPresent(mistake -> mistakes.put("fields." + name, mistake)));
    return mistakes;
  }

  /**
   * What is ticked beside a text that is not today's, or that nobody names: nobody agreed to what would be recorded (A10,
   * E6).
   */
  List<PurposeSheet> outdated(Form form, Purposes wordings, Language language) {
    return ticked(form).stream()
        .filter(sheet -> !wasRead(sheet, wordings, language))
        .toList();
  }

  private boolean wasRead(PurposeSheet sheet, Purposes wordings, Language language) {
    return String.valueOf(wordings.notice(sheet.id(), language).version())
        .equals(notices.get(sheet.id().id()));
  }

  /**
   * What asks for measuring beside today's text, and came back empty. A page that did not show a box says nothing of it,
   * and a site may draw its own (A36).
   */
  private List<PurposeSheet> left(Form form, Purposes wordings, Language language) {
    return form.purposes().stream()
        .filter(wordings.measuring()::contains)
        .filter(sheet -> !purposes.contains(sheet.id().id()))
        .filter(sheet -> wasRead(sheet, wordings, language))
        .toList();
  }

  /** With these boxes unticked. */
  Answers without(List<PurposeSheet> boxes) {
    Set<String> kept = new HashSet<>(purposes);
    boxes.forEach(sheet -> kept.remove(sheet.id().id()));
    return new Answers(email, kept, notices, fields);
  }

  private static Optional<Mistake> mistake(
      Form form, DeclaredFields declared, String name, String raw) {
    Optional<DeclaredField> field =
        form.fields().stream().filter(known -> known.name().equals(name)).findFirst();
    if (field.isEmpty()) {
      return Optional.of(new Mistake.UnknownField());
    }
    try {
      if (!raw.isBlank()) {
        declared.check(field.get(), raw);
      }
      return Optional.empty();
    } catch (Fault _) {
      return Optional.of(new Mistake.NotOfItsType(field.get().type()));
    }
  }

  /** To be called when there are no {@link #mistakes}. */
  SignUp signUp(
      Form form, Doorway doorway, DeclaredFields declared, Purposes wordings, Language language) {
    Map<String, String> typed = new LinkedHashMap<>();
    for (DeclaredField field : form.fields()) {
      String raw = fields.getOrDefault(field.name(), "");
      if (!raw.isBlank()) {
        typed.put(field.name(), declared.check(field, raw));
      }
    }
    return new SignUp(
        form,
        doorway,
        EmailAddress.parse(email).orElseThrow(),
        language,
        ticked(form),
        left(form, wordings, language),
        typed);
  }

  private List<PurposeSheet> ticked(Form form) {
    return form.purposes().stream()
        .filter(sheet -> purposes.contains(sheet.id().id()))
        .toList();
  }
}
