package io.reveil;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.reveil.kernel.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every SQL text of the code, plain JDBC too: whose tables it names, and which words it may use. */
class SqlTest {
  /** Tables that packages above may read. Everything else is private to its owner. */
  private static final Set<String> PUBLISHED = Set.of(
      "contact",
      "contact_field",
      "current_consent",
      "activity",
      "last_event",
      "contact_signal",
      "message",
      "enrolment",
      "wave");

  private static final Pattern NAMED = Pattern.compile(
      "\\b(INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE|FROM|JOIN)\\s+([a-z][a-z_0-9]*)");

  private static final Pattern NAME_FILLED_IN = Pattern.compile(
      "\\b(INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE|FROM|JOIN)\\s+(?:\u0001|%s|\\?|$)");

  private static final Pattern SMALL_KEYWORDS = Pattern.compile(
      "^\\s*(select\\s.+\\sfrom\\s|insert into\\s|update\\s+\\w+\\s+set\\s|delete from\\s)",
      CASE_INSENSITIVE | DOTALL);

  /** It locks what it reads, and passes from shard to shard; a migration runs alone, on each. */
  private static final String INSERT_SELECT = "\\bINSERT\\s+INTO\\b.*\\bSELECT\\b";

  /** MariaDB may read such a table whole for every statement: walking people by pages took the square of their number. */
  private static final String SUBQUERY_READ_WHOLE = "\\b(EXISTS|IN)\\s*\\(\\s*SELECT\\b";

  /** What H2, MariaDB, MySQL and shards do not all understand alike (design section 4), or one of them reads badly. */
  private static final List<Pattern> BANNED = Stream.of(
          "\\bHAVING\\s",
          "\\bOVER\\s*\\(",
          "\\bWITH\\s+(RECURSIVE\\s+)?\\w+\\s*(\\([^)]*\\)\\s*)?AS\\s*\\(",
          "^\\s*(UPDATE|DELETE)\\b.*\\bLIMIT\\b",
          "^\\s*(UPDATE|DELETE)\\s[^(]*\\bJOIN\\b",
          INSERT_SELECT,
          SUBQUERY_READ_WHOLE,
          "\\bINSERT\\s+IGNORE\\b",
          "\\bREPLACE\\s+INTO\\b",
          "\\bMERGE\\s+INTO\\b",
          "\\bON\\s+DUPLICATE\\s+KEY\\b",
          "\\bSKIP\\s+LOCKED\\b",
          "\\bFOR\\s+(UPDATE|SHARE)\\b",
          "\\b(GET|RELEASE)_LOCK\\s*\\(",
          "\\bINTERVAL\\s+[?:'\\d(]",
          "\\bJSON_[A-Z]+\\s*\\(",
          "\\bSELECT\\s+(DISTINCT\\s+)?(\\w+\\.)?\\*",
          "\\bFROM\\s+[a-z_]+(\\s+(AS\\s+)?[a-z]\\w*)?\\s*,",
          "\\b(NOW|SYSDATE|CURDATE|UTC_TIMESTAMP)\\s*\\(",
          "\\bCURRENT_(TIMESTAMP|DATE|TIME)\\b",
          "\\b(DATE_ADD|DATE_SUB|DATEADD|DATEDIFF|TIMESTAMPDIFF|SHA2|MD5|RAND)\\s*\\(",
          "\\b(ENGINE|CHARSET|AUTO_INCREMENT)\\b\\s*=?")
      .map(words -> Pattern.compile(words, DOTALL))
      .toList();

  @Test
  void sqlNamesOnlyItsOwnTablesAndReadsPublishedOnesBelow() {
    Set<String> strays = ClassConstants.all()
        .flatMap(place -> NAMED
            .matcher(place.text())
            .results()
            .filter(name -> !mayName(place.capability(), name.group(1), name.group(2)))
            .map(name -> place.capability() + "." + place.type() + ": " + name.group()))
        .collect(toCollection(TreeSet::new));
    assertThat(strays).isEmpty();
    assertThat(Migrations.owners().keySet()).containsAll(PUBLISHED);
  }

  @Test
  void theNameOfATableIsNeverFilledIn() {
    assertThat(placesThatMatch(NAME_FILLED_IN)).isEmpty();
  }

  @Test
  void keywordsAreCapitalsSoThatTheseRulesSeeThem() {
    assertThat(ClassConstants.all()
            .filter(place -> SMALL_KEYWORDS.matcher(place.text()).find())
            .filter(place -> !NAMED.matcher(place.text()).find()))
        .isEmpty();
  }

  @Test
  void sqlMeansTheSameOnEveryEngine() {
    assertThat(BANNED.stream().flatMap(words -> placesThatMatch(words).stream()))
        .isEmpty();
    assertThat(Migrations.texts())
        .allSatisfy((_, text) -> assertThat(BANNED)
            .filteredOn(words -> !words.pattern().equals(INSERT_SELECT))
            .noneMatch(words -> words.matcher(text).find()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t GROUP BY a HAVING COUNT(*) > 1",
        "SELECT ROW_NUMBER() OVER (ORDER BY a) FROM t",
        "WITH x AS (SELECT a FROM t) SELECT a FROM x",
        "UPDATE t SET a = 1 LIMIT 10",
        "UPDATE t JOIN u ON t.a = u.a SET t.b = 1",
        "INSERT INTO t (a) SELECT a FROM u",
        "SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.a = t.a)",
        "SELECT a FROM t WHERE c IN (SELECT c FROM u)",
        "INSERT IGNORE INTO t (a) VALUES (1)",
        "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 1",
        " FOR UPDATE",
        "SELECT a FROM t FOR UPDATE SKIP LOCKED",
        "SELECT GET_LOCK('x', 1)",
        "SELECT a FROM t WHERE b > NOW() - INTERVAL 1 DAY",
        "SELECT JSON_EXTRACT(a, '$.b') FROM t",
        "SELECT * FROM t",
        "SELECT t.* FROM t",
        "SELECT a FROM t, u WHERE t.a = u.a",
      })
  void theRuleRefuses(String sql) {
    assertThat(BANNED).anyMatch(words -> words.matcher(sql).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM t",
        "SELECT a, b FROM t WHERE c IN (?, ?) ORDER BY a LIMIT 100",
        "SELECT t.a FROM t LEFT JOIN u ON u.a = t.a WHERE u.a IS NULL",
        "SELECT t.a FROM t JOIN u ON u.a = t.a GROUP BY t.a",
        "UPDATE t SET a = a + 1 WHERE b = ? AND (SELECT COUNT(*) FROM u JOIN v ON v.a = u.a) > 0",
        "INSERT INTO t (a, b) VALUES (?, ?)",
        "DELETE FROM t WHERE a = ?",
      })
  void theRuleLetsPass(String sql) {
    assertThat(BANNED).noneMatch(words -> words.matcher(sql).find());
  }

  /** Who stores a person answers that person's request (GDPR art. 15, 17), once for the package. */
  @Test
  void everyPackageThatStoresAContactAnswersRightsRequests() {
    Set<String> storing = ClassConstants.all()
        .flatMap(place -> NAMED.matcher(place.text()).results())
        .filter(name -> name.group(1).equals("INSERT INTO"))
        .map(name -> name.group(2))
        .filter(SqlTest::holdsAPerson)
        .map(table -> Migrations.owners().getOrDefault(table, ""))
        .collect(toCollection(TreeSet::new));
    Map<String, Integer> answering = new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages("io.reveil").stream()
            .filter(type -> type.isAssignableTo(PersonalData.class) && !type.isInterface())
            .collect(toMap(SqlTest::capability, _ -> 1, Integer::sum, TreeMap::new));
    assertThat(answering.keySet()).containsAll(storing);
    assertThat(answering.values()).allMatch(count -> count == 1, "one for each package");
  }

  @Test
  void aMigrationIsNamedAfterThePackageThatOwnsItsTables() {
    assertThat(PackageMap.packages()).containsAll(Migrations.owners().values());
    assertThat(Migrations.texts().keySet()).allSatisfy(Migrations::capability);
  }

  private static Set<String> placesThatMatch(Pattern words) {
    return ClassConstants.all()
        .filter(place -> words.matcher(place.text()).find())
        .map(place -> place.capability() + "." + place.type() + ": " + place.text())
        .collect(toCollection(TreeSet::new));
  }

  private static boolean mayName(String capability, String verb, String table) {
    boolean reads = verb.equals("FROM") || verb.equals("JOIN");
    if (table.equals("information_schema")) {
      return reads;
    }
    if (capability.equals("bench")) {
      return reads || table.startsWith("bench_");
    }
    String owner = Migrations.owners().getOrDefault(table, "nobody");
    return capability.equals(owner)
        || (reads && PUBLISHED.contains(table) && PackageMap.mayUse(capability, owner));
  }

  private static boolean holdsAPerson(String table) {
    return Pattern.compile("\n\\s+(contact_id|email)\\s")
        .matcher(Migrations.tables().getOrDefault(table, ""))
        .find();
  }

  private static String capability(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }
}
