package io.reveil.job.spool;

import io.reveil.testing.Installations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** Spools that need no server, all with one key. */
final class Spools {
  static final Kind ACT = new Kind("act", Kind.Rank.ACT);
  static final Kind SIGNAL = new Kind("signal", Kind.Rank.SIGNAL);

  private static final int KEY = 32;

  private Spools() {}

  static EntryCipher cipher() {
    return new EntryCipher(new SecretKeySpec(new byte[KEY], "AES"));
  }

  static Spool at(Path home) {
    return at(home, 1 << 20, Clock.systemUTC());
  }

  static Spool at(Path home, long maxBytes, Clock clock) {
    return new Spool(Installations.at(home), new SpoolConfig(maxBytes), cipher(), clock);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(Entry entry) {
    return new String(entry.content(), StandardCharsets.UTF_8);
  }

  /** All that a spool holds, oldest first, as a replay sees it. */
  static List<Entry> entries(Spool spool) {
    List<Entry> entries = new ArrayList<>();
    for (Spool.Waiting file : spool.waiting()) {
      Segment segment = spool.read(file);
      segment
          .records()
          .forEach((place, record) ->
              entries.add(cipher().open(new Receipt(segment.id(), place), record)));
    }
    return entries;
  }

  static List<String> texts(Spool spool) {
    return entries(spool).stream().map(Spools::text).toList();
  }
}
