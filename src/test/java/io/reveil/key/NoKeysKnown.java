package io.reveil.key;

import io.reveil.testing.Rig;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database that knows no key during a test, and those of its application again after it. */
final class NoKeysKnown implements BeforeEachCallback, AfterEachCallback {
  private final Rig rig;
  private List<Object[]> before = List.of();

  NoKeysKnown(Rig rig) {
    this.rig = rig;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    before = rig.database()
        .list("SELECT kind, key_id, check_value, created_at FROM key_check", row ->
            new Object[] {row.getString(1), row.getInt(2), row.getBytes(3), row.getObject(4)});
    rig.database().update("DELETE FROM key_check");
    rig.database().update("DELETE FROM key_holder");
  }

  @Override
  public void afterEach(ExtensionContext test) {
    rig.database().update("DELETE FROM key_check");
    rig.database()
        .batch(
            "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES (?, ?, ?, ?)",
            before);
  }
}
