package io.reveil.tracking;

import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spool;
import io.reveil.job.spool.Spooled;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What was fetched while the database is away: kept on this node's disk, and recorded once when it is back. */
@Singleton
class HitSpool implements Spooled {
  private static final Kind KIND = new Kind("hit", Kind.Rank.SIGNAL);

  private final Spool spool;
  private final Recorder recorder;

  HitSpool(Spool spool, Recorder recorder) {
    this.spool = spool;
    this.recorder = recorder;
  }

  /** Returns when all are on disk. */
  void keep(List<Fetched> group) {
    spool.append(KIND, group.stream().map(HitSpool::write).toList());
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  /** What a commit whose answer was lost had recorded already is filed once (see {@link Journal}). */
  @Override
  public void replay(List<Entry> entries) {
    recorder.record(entries.stream().map(entry -> read(entry.content())).toList());
  }

  static byte[] write(Fetched fetched) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      fetched.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static Fetched read(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return Fetched.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of a hit is cut", e);
    }
  }
}
