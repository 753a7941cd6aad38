package io.reveil.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Sha256;
import io.reveil.kernel.ShippedFiles;
import io.reveil.web.template.Templating;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The mail templates of {@code templates/email/}, each text kept as it was used. */
@Singleton
public final class EmailTemplates {
  private static final String FOLDER = "templates/email/";
  private static final String HTML_FRAME = "layout.ftlh";
  private static final String TEXT_FRAME = "layout.ftl";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private final ShippedFiles files;
  private final Templating templating;
  private final Database database;
  private final Clock clock;
  private final Map<TemplateRef, Map<Language, Parts>> parsed = new ConcurrentHashMap<>();

  EmailTemplates(ShippedFiles files, Templating templating, Database database, Clock clock) {
    this.files = files;
    this.templating = templating;
    this.database = database;
    this.clock = clock;
  }

  /** What a mail is rendered from, in one language. */
  record Parts(Templating.Parsed subject, Templating.Parsed html, Templating.Parsed text) {}

  private record Stored(int version, byte[] sha256) {}

  /** The version of the files as they are now, stored if it is new. Refuses a template that lacks a part or does not parse. */
  public TemplateRef current(String name) {
    if (!name.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) {
      throw Fault.invalid("template", "A template is named by its folder, such as win-back/value.");
    }
    SortedMap<String, String> texts = read(name);
    String json = write(texts);
    byte[] sha256 = Sha256.of(json);
    Optional<Stored> newest = newest(name);
    if (newest.filter(stored -> Arrays.equals(stored.sha256(), sha256)).isPresent()) {
      return new TemplateRef(name, newest.orElseThrow().version());
    }
    links(name, texts);
    TemplateRef next = new TemplateRef(name, newest.map(Stored::version).orElse(0) + 1);
    Map<Language, Parts> parts = parse(name, texts);
    if (!store(next, sha256, json)) {
      return current(name);
    }
    parsed.put(next, parts);
    return next;
  }

  /** The languages in which this version has subject, text and HTML. */
  public Set<Language> languages(TemplateRef template) {
    return Set.copyOf(parts(template).keySet());
  }

  /** What its authors link to, in all languages. */
  List<String> links(TemplateRef template) {
    return links(template.name(), load(template));
  }

  private static List<String> links(String name, Map<String, String> texts) {
    return texts.entrySet().stream()
        .filter(text -> text.getKey().startsWith("html."))
        .flatMap(
            text -> ContentLinks.in(FOLDER + name + "/" + text.getKey(), text.getValue()).stream())
        .distinct()
        .toList();
  }

  /** @throws IllegalStateException if this version has no text in this language */
  Parts parts(TemplateRef template, Language language) {
    Parts parts = parts(template).get(language);
    if (parts == null) {
      throw new IllegalStateException("template %s, version %d, has no text in %s"
          .formatted(template.name(), template.version(), language.tag()));
    }
    return parts;
  }

  private Map<Language, Parts> parts(TemplateRef template) {
    Map<Language, Parts> known = parsed.get(template);
    if (known != null) {
      return known;
    }
    Map<Language, Parts> parts = parse(template.name(), load(template));
    parsed.put(template, parts);
    return parts;
  }

  /** All texts a mail is made of, the frames too: a change of the frame is a new version of every template. */
  private SortedMap<String, String> read(String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Language language : Language.values()) {
      for (String part : partNames(language)) {
        files.read(FOLDER + name + "/" + part).ifPresent(text -> texts.put(part, text));
      }
    }
    if (texts.isEmpty()) {
      throw Fault.absent(
          "UNKNOWN_TEMPLATE",
          "There is no template %s: write %s%s/subject.fr.ftl, html.fr.ftlh and text.fr.ftl."
              .formatted(name, FOLDER, name));
    }
    for (Language language : Language.values()) {
      refuseGaps(name, language, texts);
    }
    for (String frame : new String[] {HTML_FRAME, TEXT_FRAME}) {
      files.read(FOLDER + frame).ifPresent(text -> texts.put(frame, text));
    }
    return texts;
  }

  private static void refuseGaps(String name, Language language, Map<String, String> texts) {
    if (!isWrittenIn(language, texts)) {
      return;
    }
    for (String part : partNames(language)) {
      if (!texts.containsKey(part)) {
        String file = FOLDER + name + "/" + part;
        throw Fault.invalid(
            file, file + " is missing: a mail has a subject, HTML and text in each language.");
      }
    }
  }

  private static boolean isWrittenIn(Language language, Map<String, String> texts) {
    return Arrays.stream(partNames(language)).anyMatch(texts::containsKey);
  }

  private static String[] partNames(Language language) {
    return new String[] {
      "subject." + language.tag() + ".ftl",
      "html." + language.tag() + ".ftlh",
      "text." + language.tag() + ".ftl"
    };
  }

  private Map<Language, Parts> parse(String name, Map<String, String> texts) {
    Map<Language, Parts> parts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      if (isWrittenIn(language, texts)) {
        String[] files = partNames(language);
        parts.put(
            language,
            new Parts(
                parse(name, files[0], texts, ""),
                parse(name, files[1], texts, texts.getOrDefault(HTML_FRAME, "")),
                parse(name, files[2], texts, texts.getOrDefault(TEXT_FRAME, ""))));
      }
    }
    return parts;
  }

  /** The frame's macros go behind the text: FreeMarker knows them from the start, and line numbers stay the author's. */
  private Templating.Parsed parse(
      String name, String part, Map<String, String> texts, String frame) {
    String file = FOLDER + name + "/" + part;
    try {
      return templating.parse("email/" + name + "/" + part, texts.get(part) + "\n" + frame);
    } catch (RuntimeException e) {
      throw Fault.invalid(file, file + " cannot be read as a template: " + e.getMessage());
    }
  }

  private Optional<Stored> newest(String name) {
    return database.first(
        """
        SELECT version,
               sha256
          FROM template_version
         WHERE template = ?
         ORDER BY version DESC
         LIMIT 1
        """, row -> new Stored(row.getInt("version"), row.getBytes("sha256")), name);
  }

  /** False: somebody else stored this version just now. */
  private boolean store(TemplateRef version, byte[] sha256, String json) {
    try {
      database.update("""
          INSERT INTO template_version (template, version, sha256, parts, created_at)
          VALUES (?, ?, ?, ?, ?)
          """, version.name(), version.version(), sha256, json, clock.instant());
      return true;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  private Map<String, String> load(TemplateRef template) {
    String json = database
        .first(
            "SELECT parts FROM template_version WHERE template = ? AND version = ?",
            row -> row.getString("parts"),
            template.name(),
            template.version())
        .orElseThrow(() -> new IllegalStateException(
            "template %s has no version %d".formatted(template.name(), template.version())));
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored template is not JSON", e);
    }
  }

  private static String write(Map<String, String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts that are not JSON", e);
    }
  }
}
