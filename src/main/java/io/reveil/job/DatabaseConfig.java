package io.reveil.job;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the database is. A database that forgets, or that counts rows in another way than compare-and-set needs, is
 * refused before it is opened (design section 4).
 *
 * @param migrationUser the account that makes and alters tables; empty if it is {@code user}
 * @param allowUnsafeFlush whether the database may lose acknowledged commits in a crash
 */
@ConfigurationProperties("reveil.db")
record DatabaseConfig(
    String url,
    String user,
    String password,
    String migrationUser,
    String migrationPassword,
    boolean allowUnsafeFlush) {
  private static final Pattern KNOWN = Pattern.compile("jdbc:(h2|mariadb|mysql):.+");
  /** H2 has several file systems in memory beside {@code mem}: memFS, memLZF, nioMemFS, nioMemLZF. */
  private static final Pattern IN_MEMORY = Pattern.compile("jdbc:h2:(\\w+:)*(nio)?mem\\w*:.*");

  DatabaseConfig {
    String lower = url.strip().toLowerCase(Locale.ROOT);
    Demands.of("reveil.db")
        .that(
            KNOWN.matcher(lower).matches(),
            "url",
            "write jdbc:mariadb://127.0.0.1:3306/reveil, jdbc:mysql://…, or take it away for the embedded H2.")
        .that(
            !IN_MEMORY.matcher(lower).matches(),
            "url",
            "a database in memory forgets all consents when the server ends: take it away for the embedded"
                + " one, or name a server such as jdbc:mariadb://127.0.0.1:3306/reveil.")
        .that(
            !lower.contains("useaffectedrows=true"),
            "url",
            "take useAffectedRows=true out: Réveil counts the rows that an update found, also where"
                + " nothing changed.")
        .that(
            !lower.contains("usebulkstmts=true"),
            "url",
            "take useBulkStmts=true out: Réveil counts the rows that each statement of a batch found; what is inserted goes"
                + " to MariaDB in bulk all the same.")
        .that(
            isDurable(lower) || allowUnsafeFlush,
            "url",
            "add ;WRITE_DELAY=0;REUSE_SPACE=FALSE: without either H2 forgets acknowledged commits in a"
                + " crash.")
        .orRefuse();
  }

  private static boolean isDurable(String url) {
    return !url.startsWith("jdbc:h2:")
        || IN_MEMORY.matcher(url).matches()
        || (url.contains("write_delay=0") && url.contains("reuse_space=false"));
  }

  @Override
  public String toString() {
    return "DatabaseConfig[" + user + "]";
  }
}
