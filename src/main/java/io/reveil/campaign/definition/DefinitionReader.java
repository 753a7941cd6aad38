package io.reveil.campaign.definition;

import io.reveil.activity.Opens;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Stage;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.Measure;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.YamlNode;
import io.reveil.segment.Rule;
import io.reveil.segment.Segments;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a campaign as its author wrote it. What is not understood or not honoured is refused where it stands. */
@Singleton
class DefinitionReader {
  /** How places are called in what is refused. */
  private static final String FILE = "campaign";

  private static final String[] KNOWN = {
    "campaign",
    "kind",
    "purpose",
    "audience",
    "holdout",
    "stages",
    "exit_on",
    "at_end",
    "tracking",
    "similar_products",
    "profession_relevance"
  };
  private static final String[] KNOWN_IN_STAGE = {"id", "after", "template"};
  /** Keys and words of the language that a later version of Réveil will honour. */
  private static final Set<String> NOT_HONOURED =
      Set.of("ramp", "quiet", "variants", "RE_PERMISSION");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,2}(?:\\.\\d)?) ?%");
  private static final double DEFAULT_HOLDOUT = 0.10;
  private static final double MOST_HELD_OUT = 0.50;
  private static final int MOST_STAGES = 10;
  private static final int LONGEST_SENTENCE = 300;
  private static final LocalDate ANY_DAY = LocalDate.of(2026, 1, 1);

  private final Segments segments;
  private final Purposes purposes;
  private final EmailTemplates templates;

  DefinitionReader(Segments segments, Purposes purposes, EmailTemplates templates) {
    this.segments = segments;
    this.purposes = purposes;
    this.templates = templates;
  }

  /** A document that wants to become a version: all that it names must be declared today. */
  Definition read(String text) {
    YamlNode root = YamlNode.parse(FILE, text);
    refuseUnknown(root, KNOWN);
    segments.read(root.member("audience"));
    return definition(root, this::purpose, this::template);
  }

  /**
   * A document that was applied once. What it names may be declared no longer: those who are enrolled go on all the same,
   * since a version never changes.
   */
  Definition stored(String text) {
    return definition(YamlNode.parse(FILE, text), node -> new Purpose(node.text()), YamlNode::text);
  }

  /** Whom a stored document speaks of, if all that it names is still declared. */
  Rule audience(String text) {
    return segments.read(YamlNode.parse(FILE, text).member("audience"));
  }

  private static Definition definition(
      YamlNode root, Function<YamlNode, Purpose> purpose, Function<YamlNode, String> template) {
    String campaign = name(root.member("campaign"));
    oneWord(root.member("kind"), "WIN_BACK");
    Measure measure = root.optional("tracking").map(DefinitionReader::measure).orElse(Measure.OFF);
    return new Definition(
        campaign,
        purpose.apply(root.member("purpose")),
        root.optional("holdout").map(DefinitionReader::share).orElse(DEFAULT_HOLDOUT),
        stages(root.member("stages"), template),
        root.optional("exit_on").map(node -> exits(node, measure)).orElseGet(() -> exits(measure)),
        root.optional("similar_products").map(DefinitionReader::sentence),
        root.optional("profession_relevance").map(DefinitionReader::sentence),
        measure,
        root.optional("at_end").map(node -> oneWord(node, "SUNSET")).isPresent());
  }

  /** What is left out is not measured (A7). */
  private static Measure measure(YamlNode node) {
    node.members("opens", "links");
    return new Measure(
        node.optional("opens")
            .map(opens -> opens.oneOf(Measure.Opens.class))
            .orElse(Measure.Opens.OFF),
        node.optional("links")
            .map(links -> links.oneOf(Measure.Links.class))
            .orElse(Measure.Links.OFF));
  }

  /** What an officer can judge: a word such as yes would say nothing (A15, A16). */
  private static String sentence(YamlNode node) {
    String sentence = node.text().strip();
    if (!sentence.contains(" ") || sentence.length() > LONGEST_SENTENCE) {
      throw node.refuse("say it in a sentence of at most %d characters, such as: %s"
          .formatted(LONGEST_SENTENCE, "lamps, for who bought lamps."));
    }
    return sentence;
  }

  private static void refuseUnknown(YamlNode node, String... known) {
    Opens.refuseKeys(node);
    for (String word : NOT_HONOURED) {
      node.key(word).ifPresent(key -> refuseNotHonoured(key, word, known));
    }
    node.members(known);
  }

  private static void refuseNotHonoured(YamlNode node, String word, String... known) {
    if (NOT_HONOURED.contains(word)) {
      throw node.refuse("“%s” is not honoured by this version of Réveil; take it out. Known: %s."
          .formatted(word, String.join(", ", known)));
    }
  }

  private static String name(YamlNode node) {
    String name = node.text();
    if (!NAME.matcher(name).matches()) {
      throw node.refuse(
          "a name has lower-case letters, digits and -, begins with a letter and has at most 60.");
    }
    return name;
  }

  private static String oneWord(YamlNode node, String known) {
    String word = node.text();
    refuseNotHonoured(node, word, known);
    if (!word.equals(known)) {
      throw node.refuse("“%s” is not known here. Known: %s.".formatted(word, known));
    }
    return word;
  }

  /** Exactly one, and declared (A8). */
  private Purpose purpose(YamlNode node) {
    String id = node.text();
    PurposeSheet sheet = purposes.all().stream()
        .filter(known -> known.id().id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            node.refuse("the purpose “%s” is not declared in config/purposes.yml. Declared: %s."
                .formatted(
                    id,
                    String.join(
                        ", ",
                        purposes.all().stream().map(known -> known.id().id()).toList()))));
    if (!sheet.isForCampaigns()) {
      throw node.refuse(
          "the purpose “%s” sends no e-mail that offers something; name one of kind LETTER or SURVEY."
              .formatted(id));
    }
    return sheet.id();
  }

  private static double share(YamlNode node) {
    Matcher share = SHARE.matcher(node.text());
    double part = share.matches() ? Double.parseDouble(share.group(1)) / 100 : 1;
    if (part > MOST_HELD_OUT) {
      throw node.refuse("expected a share from 0% to 50%, such as 10%.");
    }
    return part;
  }

  private static List<Stage> stages(YamlNode node, Function<YamlNode, String> template) {
    List<YamlNode> items = node.items();
    if (items.isEmpty() || items.size() > MOST_STAGES) {
      throw node.refuse("a campaign has 1 to " + MOST_STAGES + " stages.");
    }
    List<Stage> stages = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlNode item : items) {
      refuseUnknown(item, KNOWN_IN_STAGE);
      Stage stage = new Stage(
          name(item.member("id")),
          stages.isEmpty() ? noWait(item.member("after")) : wait(item.member("after")),
          template.apply(item.member("template")));
      if (!ids.add(stage.id())) {
        throw item.member("id").refuse("two stages are called “" + stage.id() + "”.");
      }
      stages.add(stage);
    }
    return stages;
  }

  private static Period noWait(YamlNode node) {
    Period after = node.as(Period::parse, "P0D");
    if (!after.isZero()) {
      throw node.refuse("the first stage goes out on entry: write P0D.");
    }
    return after;
  }

  private static Period wait(YamlNode node) {
    Period after = node.as(Period::parse, "P10D");
    LocalDate then = ANY_DAY.plus(after);
    if (!then.isAfter(ANY_DAY) || then.isAfter(ANY_DAY.plusYears(1))) {
      throw node.refuse("a stage follows the one before after at least P1D and at most P1Y.");
    }
    return after;
  }

  private String template(YamlNode node) {
    String name = node.text();
    Set<Language> written = written(node, name);
    if (!written.containsAll(EnumSet.allOf(Language.class))) {
      throw node.refuse("the template “" + name + "” must be written in French and in English.");
    }
    return name;
  }

  private Set<Language> written(YamlNode node, String name) {
    try {
      return templates.languages(templates.current(name));
    } catch (Fault fault) {
      throw node.refuse("“%s” cannot be used: %s".formatted(name, fault.getMessage()));
    }
  }

  private static Set<Definition.Exit> exits(YamlNode node, Measure measure) {
    Set<Definition.Exit> exits = EnumSet.noneOf(Definition.Exit.class);
    for (YamlNode item : node.items()) {
      Opens.refuse(item, item.text());
      Definition.Exit exit = item.oneOf(Definition.Exit.class);
      if (!exits(measure).contains(exit)) {
        throw item.refuse(
            "nobody’s clicks are known here: say “tracking: { links: IDENTIFIED }”, or take CLICK out.");
      }
      exits.add(exit);
    }
    if (!exits.contains(Definition.Exit.STAY)) {
      throw node.refuse("STAY must be among the exits: who stays is not asked again (F3).");
    }
    return exits;
  }

  /** All that can come back of such mail. */
  private static Set<Definition.Exit> exits(Measure measure) {
    return measure.links() == Measure.Links.IDENTIFIED
        ? EnumSet.allOf(Definition.Exit.class)
        : EnumSet.complementOf(EnumSet.of(Definition.Exit.CLICK));
  }
}
