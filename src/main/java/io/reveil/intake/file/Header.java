package io.reveil.intake.file;

import io.reveil.kernel.Fault;
import io.reveil.web.Csv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first line of a file: which cell is which column, and which columns nobody declared (A4). */
public final class Header {
  /** What is said of columns without a name may be longer than they are, and both are kept in 4,000 characters. */
  private static final int LONGEST = 3_900;

  private static final List<String> IDENTITIES = List.of("email", "external_id", "digest");

  private final List<String> names;
  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> dropped = new ArrayList<>();

  /** @param declared the columns that mean something in this kind of file */
  Header(List<String> cells, Set<String> declared) {
    names = cells.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    if (text().length() > LONGEST) {
      throw refuse("HEADER_TOO_LONG", "The header is longer than " + LONGEST + " characters.");
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (names.indexOf(name) != i && !name.isEmpty()) {
        throw refuse("HEADER_TWICE", "Two columns are called “" + name + "”; keep one.");
      }
      if (declared.contains(name)) {
        known.put(name, i);
      } else if (!name.isEmpty()) {
        dropped.add(name);
      }
    }
    long nameless = names.stream().filter(String::isEmpty).count();
    if (nameless > 0) {
      dropped.add(nameless + " without a name");
    }
    List<String> identities = IDENTITIES.stream().filter(declared::contains).toList();
    if (identities.stream().noneMatch(known::containsKey)) {
      throw refuse(
          "HEADER_WITHOUT_IDENTITY",
          "The first line must name the columns, separated by commas, and one of them must be "
              + String.join(" or ", identities) + ".");
    }
  }

  void require(String... columns) {
    for (String column : columns) {
      if (!has(column)) {
        throw refuse("HEADER_INCOMPLETE", "The column “" + column + "” is missing.");
      }
    }
  }

  private static Fault refuse(String code, String sentence) {
    return new Fault(Fault.Kind.INVALID, code, sentence);
  }

  int size() {
    return names.size();
  }

  public boolean has(String column) {
    return known.containsKey(column);
  }

  /** Where a column stands; -1 if it is not there. */
  int indexOf(String column) {
    return known.getOrDefault(column, -1);
  }

  public List<String> dropped() {
    return List.copyOf(dropped);
  }

  public String text() {
    return Csv.line(names);
  }
}
