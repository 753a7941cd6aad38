package io.reveil.journey;

import io.reveil.Reveil;
import io.reveil.testing.Rig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Somebody at a terminal, with the key of the first start or one of their own. */
final class Terminal {
  private final Rig rig;
  private final Map<String, String> key;

  Terminal(Rig rig) {
    this(rig, Map.of());
  }

  private Terminal(Rig rig, Map<String, String> key) {
    this.rig = rig;
    this.key = key;
  }

  /** What a command printed, and how it ended. */
  record Ran(int code, String out, String err) {}

  Terminal withKey(String secret) {
    return new Terminal(rig, Map.of("REVEIL_API_KEY", secret));
  }

  Ran run(String... words) {
    Map<String, String> environment = new HashMap<>(key);
    environment.put("REVEIL_URL", rig.uri("/").toString());
    environment.put("REVEIL_HOME", rig.home().toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Reveil.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new Ran(code, out.toString().strip(), err.toString().strip());
  }
}
