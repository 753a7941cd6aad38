package io.reveil.job.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} loses nothing that was acknowledged, and doubles nothing (promise 3). */
class SpoolKillTest {
  private static final int KILLS = 4;
  private static final int ACKNOWLEDGED = 150;

  @TempDir
  Path home;

  @Test
  void everyAcknowledgedRecordIsThereOnceAfterEachKill() throws IOException {
    List<Receipt> acknowledged = new ArrayList<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      acknowledged.addAll(writeAndKill());
    }

    List<Receipt> found =
        Spools.entries(Spools.at(home)).stream().map(Entry::receipt).toList();

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED);
    assertThat(found).doesNotHaveDuplicates().containsAll(acknowledged);
  }

  /** All whole lines that the process said before it died. */
  private List<Receipt> writeAndKill() throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SpoolWriter.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<Receipt> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        said.add(new Receipt(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
        if (said.size() == ACKNOWLEDGED) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.onExit().join();
    return said;
  }
}
