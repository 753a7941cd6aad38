package io.reveil.bench;

import io.reveil.bench.trial.Trial;
import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import io.reveil.link.SentMail;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How fast one thread verifies the tokens of clicked links. JMH wants it public, and runs it in a process of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TokenSpeed {
  private static final int TOKENS = 4_096;
  private static final Map<String, Object> IN_MEMORY = Map.of(
      "datasources.default.url",
      "jdbc:h2:mem:bench;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");

  @SuppressWarnings("NullAway.Init")
  private Trial trial;

  @SuppressWarnings("NullAway.Init")
  private HitTokens tokens;

  private String[] texts = {};
  private int next;

  /** For JMH. */
  public TokenSpeed() {}

  @Setup
  public void issue() {
    trial = Trial.start(IN_MEMORY);
    tokens = trial.bean(HitTokens.class);
    texts = IntStream.range(0, TOKENS)
        .mapToObj(number -> new HitLink.OfPerson(
            new SentMail(new ContactId(Long.MAX_VALUE / 3 + number), Long.MAX_VALUE / 5 - number),
            Long.MAX_VALUE / 7 + number % Trial.LINKS))
        .map(link -> tokens.issue(HitLink.Use.CLICK, link))
        .toArray(String[]::new);
  }

  /** Decodes, compares the tag, decrypts. */
  @Benchmark
  public Optional<HitLink> verify() {
    next = (next + 1) % TOKENS;
    return tokens.read(HitLink.Use.CLICK, texts[next]);
  }

  @TearDown
  public void close() {
    trial.close();
  }
}
