package io.reveil.job.spool;

import java.nio.file.Path;
import java.util.stream.IntStream;

/** A process of its own that appends until it is killed, and says what was acknowledged. */
final class SpoolWriter {
  private static final int THREADS = 4;

  private SpoolWriter() {}

  public static void main(String[] arguments) {
    Spool spool = Spools.at(Path.of(arguments[0]));
    IntStream.range(0, THREADS)
        .forEach(thread -> Thread.ofPlatform().start(() -> {
          for (int i = 0; ; i++) {
            Receipt receipt = spool.append(Spools.ACT, Spools.bytes(thread + "-" + i));
            System.out.println(receipt.segment() + " " + receipt.entry());
          }
        }));
  }
}
