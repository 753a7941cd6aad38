package io.reveil.bench;

import io.reveil.job.Database;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the server did for everybody since it started; only the difference of two says something. */
record Cost(long commits, long redo) {
  static Cost of(Database database) {
    Map<String, Long> status = new HashMap<>();
    database.list(
        "SHOW GLOBAL STATUS WHERE variable_name IN ('Com_commit', 'Innodb_os_log_written')",
        row -> Objects.isNull(status.put(row.getString(1), row.getLong(2))));
    return new Cost(
        status.getOrDefault("Com_commit", 0L), status.getOrDefault("Innodb_os_log_written", 0L));
  }

  Cost minus(Cost before) {
    return new Cost(commits - before.commits, redo - before.redo);
  }

  Cost plus(Cost more) {
    return new Cost(commits + more.commits, redo + more.redo);
  }
}
