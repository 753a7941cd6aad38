package io.reveil.subscription.form;

import io.micronaut.context.annotation.Context;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.ShippedFiles;
import io.reveil.kernel.YamlNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The forms of {@code config/forms/}, one a file; what is wrong with one is refused with its place at the start. */
@Context
public class Forms {
  private static final String FOLDER = "config/forms";
  /** {@code /f/link} is the page that sends a link again. */
  private static final Set<String> TAKEN = Set.of("link");

  private final Purposes purposes;
  private final DeclaredFields fields;
  private final Map<String, Form> forms;

  Forms(ShippedFiles files, Purposes purposes, DeclaredFields fields) {
    this.purposes = purposes;
    this.fields = fields;
    Map<String, Form> read = new LinkedHashMap<>();
    for (String name : files.list(FOLDER)) {
      if (isMeant(name)) {
        Form form = form(name, YamlNode.parse(name, files.read(name).orElseThrow()));
        read.put(form.id(), form);
      }
    }
    this.forms = Collections.unmodifiableMap(read);
  }

  /** What a system or an editor hides there is nobody's form; anything else would look like one and be none. */
  static boolean isMeant(String file) {
    if (file.startsWith(FOLDER + "/.")) {
      return false;
    }
    if (!file.endsWith(".yml")) {
      throw Fault.invalid(
          file, file + ": the name of a form's file ends in .yml; rename it, or take it out.");
    }
    return true;
  }

  Optional<Form> find(String id) {
    return Optional.ofNullable(forms.get(id));
  }

  /** A form as this file has it. */
  Form form(String file, YamlNode root) {
    root.members("form", "purposes", "fields", "texts");
    Map<Language, Form.Text> texts = texts(root.member("texts"));
    String id = id(file, root.member("form"));
    List<PurposeSheet> sheets = sheets(root.member("purposes"));
    return new Form(
        id,
        texts.keySet().iterator().next(),
        sheets,
        root.optional("fields").map(node -> fields(node, sheets)).orElse(List.of()),
        texts);
  }

  private static String id(String file, YamlNode node) {
    String id = node.text();
    if (!id.matches("[a-z][a-z0-9-]{0,59}") || TAKEN.contains(id)) {
      throw node.refuse("a form is named by lower-case letters, digits and -, and not “link”.");
    }
    if (!file.equals(FOLDER + "/" + id + ".yml")) {
      throw node.refuse("a form bears the name of its file; rename one of them.");
    }
    return id;
  }

  private List<PurposeSheet> sheets(YamlNode node) {
    List<PurposeSheet> sheets = new ArrayList<>();
    for (YamlNode item : node.items()) {
      PurposeSheet sheet = purposes
          .find(item.as(Purpose::new, "newsletter"))
          .orElseThrow(() -> item.refuse("config/purposes.yml declares no such purpose."));
      if (!sheet.isAgreedTo()) {
        throw item.refuse(
            "nobody can agree to it, since its bases in config/purposes.yml lack CONSENT; add it there, or leave the purpose out here (A2, A9).");
      }
      if (sheets.contains(sheet)) {
        throw item.refuse("this purpose stands twice; keep one.");
      }
      if (!sheets.isEmpty() && !sheet.controller().equals(sheets.getFirst().controller())) {
        throw item.refuse("another controller is responsible for it; make a form of its own.");
      }
      sheets.add(sheet);
    }
    if (sheets.isEmpty()) {
      throw node.refuse("a form asks for one purpose at least.");
    }
    return sheets;
  }

  private List<DeclaredField> fields(YamlNode node, List<PurposeSheet> asked) {
    List<DeclaredField> declared = new ArrayList<>();
    for (YamlNode item : node.items()) {
      DeclaredField field = fields
          .find(item.text())
          .orElseThrow(() -> item.refuse("config/fields.yml declares no such field (A4)."));
      if (asked.stream().map(PurposeSheet::id).noneMatch(field.purposes()::contains)) {
        throw item.refuse(
            "config/fields.yml declares it for no purpose of this form; leave it out here, or add one there (A4, A8).");
      }
      declared.add(field);
    }
    return declared;
  }

  private static Map<Language, Form.Text> texts(YamlNode node) {
    Map<Language, Form.Text> texts = new LinkedHashMap<>();
    node.members("fr", "en").forEach((tag, text) -> {
      text.members("title", "lead", "after", "download");
      texts.put(
          Language.of(tag)
              .orElseThrow(
                  () -> new Fault(Fault.Kind.INVALID, "INVALID", "“" + tag + "” is no language.")),
          new Form.Text(
              text.member("title").text(),
              text.member("lead").text(),
              text.optional("after").map(YamlNode::text),
              text.optional("download").map(Forms::download)));
    });
    for (Language language : Language.values()) {
      if (!texts.containsKey(language)) {
        throw node.refuse(
            "“%s” is missing: people read their own language, so a form speaks all of them."
                .formatted(language.tag()));
      }
    }
    if (texts.values().stream()
            .map(text -> text.download().isPresent())
            .distinct()
            .count()
        > 1) {
      throw node.refuse("one language has a download and another has none; write it in both.");
    }
    return texts;
  }

  private static Form.Download download(YamlNode node) {
    node.members("label", "url");
    YamlNode url = node.member("url");
    String example = "https://www.example.org/guide.pdf";
    URI address = url.as(URI::create, example);
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw url.refuse("write the whole address of the document, as in “" + example + "”.");
    }
    return new Form.Download(node.member("label").text(), address);
  }
}
