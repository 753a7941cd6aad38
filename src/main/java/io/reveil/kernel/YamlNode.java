package io.reveil.kernel;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A place in a YAML document that somebody wrote by hand. Whatever is wrong is refused with file, line, column and the
 * fix; nothing unknown is ignored (design section 7).
 */
public final class YamlNode {
  private static final int LONGEST = 1_000_000;
  private static final int DEEPEST = 50;

  private final String file;
  private final String path;
  private final Node node;

  private YamlNode(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The root of a document. Aliases and custom tags are refused: a hand-written file needs neither. */
  public static YamlNode parse(String file, String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(0);
    limits.setAllowDuplicateKeys(false);
    limits.setCodePointLimit(LONGEST);
    if (text.codePointCount(0, text.length()) > LONGEST) {
      throw Fault.invalid(
          file,
          "%s is longer than %,d characters; leave out what is not needed."
              .formatted(file, LONGEST));
    }
    try {
      Yaml yaml = new Yaml(new SafeConstructor(limits));
      refuseBombs(file, yaml.parse(new StringReader(text)));
      Node root = yaml.compose(new StringReader(text));
      if (root == null) {
        throw Fault.invalid(file, file + " is empty.");
      }
      return new YamlNode(file, "", root);
    } catch (ReaderException e) {
      throw unreadable(file, text, e);
    } catch (YAMLException e) {
      String place = e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
          ? place(file, marked.getProblemMark())
          : file;
      String problem =
          e instanceof MarkedYAMLException marked ? marked.getProblem() : e.getMessage();
      throw Fault.invalid(place, place + ": not valid YAML: " + problem + ".");
    }
  }

  /** The parser, unlike the loader, says where they stand. */
  private static void refuseBombs(String file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      String place = place(file, event.getStartMark());
      if (event instanceof AliasEvent alias) {
        throw Fault.invalid(
            place,
            place + ": aliases are not read; write the value out instead of *" + alias.getAnchor()
                + ".");
      }
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        throw Fault.invalid(
            place, place + ": more than " + DEEPEST + " levels deep; write it flatter.");
      }
    }
  }

  private static Fault unreadable(String file, String text, ReaderException e) {
    String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
    long line = before.chars().filter(sign -> sign == '\n').count() + 1;
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
    String place = "%s, line %d, column %d".formatted(file, line, column);
    return Fault.invalid(
        place,
        "%s: the character U+%04X may not stand in YAML; take it out, and save the file as UTF-8."
            .formatted(place, e.getCodePoint()));
  }

  /** {@code campaign.yml, line 7, column 3 (stages[0].after)}. */
  public String place() {
    return place(file, node.getStartMark()) + (path.isEmpty() ? "" : " (" + path + ")");
  }

  private static String place(String file, Mark mark) {
    return "%s, line %d, column %d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The refusal of what stands here; to be thrown. */
  public Fault refuse(String sentence) {
    return Fault.invalid(place(), place() + ": " + sentence);
  }

  /** The members of a mapping. A key outside {@code known} is refused with the list of known ones. */
  public Map<String, YamlNode> members(String... known) {
    for (NodeTuple tuple : tuples()) {
      YamlNode key = child(keyOf(tuple), tuple.getKeyNode());
      if (!Arrays.asList(known).contains(keyOf(tuple))) {
        throw key.refuse("“%s” is not a key Réveil knows here. Known: %s."
            .formatted(keyOf(tuple), String.join(", ", known)));
      }
    }
    return members();
  }

  /** The members of a mapping whose keys are the author's own: purposes, languages. */
  public Map<String, YamlNode> members() {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples()) {
      String name = keyOf(tuple);
      if (members.put(name, child(name, tuple.getValueNode())) != null) {
        throw child(name, tuple.getKeyNode()).refuse("“" + name + "” stands twice; keep one.");
      }
    }
    return members;
  }

  /** The word of a key itself, to be refused where it stands. */
  public Optional<YamlNode> key(String name) {
    return tuples().stream()
        .filter(tuple -> keyOf(tuple).equals(name))
        .findFirst()
        .map(tuple -> child(name, tuple.getKeyNode()));
  }

  private List<NodeTuple> tuples() {
    if (!(node instanceof MappingNode mapping)) {
      throw refuse("expected “key: value” lines.");
    }
    return mapping.getValue();
  }

  private String keyOf(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw refuse("a key must be a plain word.");
    }
    return key.getValue();
  }

  private YamlNode child(String name, Node at) {
    return new YamlNode(file, path.isEmpty() ? name : path + "." + name, at);
  }

  /** A member that must be there. */
  public YamlNode member(String key) {
    YamlNode member = members().get(key);
    if (member == null) {
      throw refuse("“" + key + "” is missing.");
    }
    return member;
  }

  /** A member that may be left out. */
  public Optional<YamlNode> optional(String key) {
    return Optional.ofNullable(members().get(key));
  }

  /** The items of a list, in order. */
  public List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refuse("expected a list, “[a, b]” or lines that begin with “- ”.");
    }
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlNode(file, path + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** Whether a plain value stands here, and no list or mapping. */
  public boolean isText() {
    return node instanceof ScalarNode;
  }

  /** The text of a scalar, as written, without outer blanks; never empty. */
  public String text() {
    if (!(node instanceof ScalarNode scalar)
        || scalar.getTag().equals(Tag.NULL)
        || scalar.getValue().isBlank()) {
      throw refuse("expected a text here.");
    }
    return scalar.getValue().strip();
  }

  /** A value in a form of its own; what the reader throws as {@code RuntimeException} is refused with the example. */
  public <T> T as(Function<String, T> reader, String example) {
    String text = text();
    try {
      return reader.apply(text);
    } catch (Fault fault) {
      throw fault;
    } catch (RuntimeException _) {
      throw refuse("“" + text + "” is not understood; write it as in “" + example + "”.");
    }
  }

  /** One of an enum's constants, written as in Java. */
  public <E extends Enum<E>> E oneOf(Class<E> type) {
    String text = text();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw refuse("“%s” is not known here. Known: %s."
        .formatted(
            text,
            String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())));
  }
}
