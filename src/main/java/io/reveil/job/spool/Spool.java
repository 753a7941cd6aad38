package io.reveil.job.spool;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node acknowledged while the database was away, and still has to tell it (promise 3). */
@Singleton
public final class Spool {
  private static final long LONGEST_FILE = 8 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final SpoolFolder folder;
  private final SpoolConfig config;
  private final EntryCipher cipher;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final Deque<Waiting> closed = new ArrayDeque<>();
  private @Nullable OpenSegment open;
  private volatile Load load = new Load(0, 0, 0);

  Spool(Installation installation, SpoolConfig config, EntryCipher cipher, Clock clock) {
    this.folder = SpoolFolder.of(installation);
    this.config = config;
    this.cipher = cipher;
    this.clock = clock;
    folder.list().stream().map(Segment::read).forEach(segment -> {
      closed.add(new Waiting(segment.file(), segment.records().size(), segment.length()));
      load = load.plus(1, segment.records().size(), segment.length());
    });
  }

  /** How much waits. */
  public record Load(int files, long records, long bytes) {
    private Load plus(int moreFiles, long moreRecords, long moreBytes) {
      return new Load(files + moreFiles, records + moreRecords, bytes + moreBytes);
    }
  }

  /** A file that is not written to any more. */
  record Waiting(Path file, long records, long bytes) {}

  /** Whether the database knows all that this node acknowledged. If not, the node sends nothing. */
  public boolean isEmpty() {
    return load.files() == 0;
  }

  public Load load() {
    return load;
  }

  /**
   * Keeps a record. When this returns it is on the disk, whatever happens next, and may be acknowledged.
   *
   * @throws Fault where there is no room, or the disk fails: then it must not be acknowledged, though a disk that fails
   *     late may still bring it back
   */
  public Receipt append(Kind kind, byte[] content) {
    return append(kind, List.of(content)).getFirst();
  }

  /** Keeps many records, for which the disk is waited for once: all of them, or none may be acknowledged. */
  public List<Receipt> append(Kind kind, List<byte[]> contents) {
    try {
      List<Receipt> receipts = new ArrayList<>();
      Map<OpenSegment, Long> ends = new LinkedHashMap<>();
      turn.lock();
      try {
        for (byte[] content : contents) {
          OpenSegment segment = segment();
          Receipt receipt = segment.next();
          Entry entry = new Entry(receipt, kind.name(), clock.instant(), content);
          ends.put(segment, write(segment, kind, entry));
          receipts.add(receipt);
        }
      } finally {
        turn.unlock();
      }
      for (Map.Entry<OpenSegment, Long> written : ends.entrySet()) {
        force(written.getKey(), written.getValue());
      }
      return receipts;
    } catch (IOException e) {
      LOG.error(
          "{} cannot be written, so that nothing is kept while the database is away", folder, e);
      throw new Fault(
          Fault.Kind.UNAVAILABLE,
          "SPOOL_UNWRITABLE",
          "Nothing can be kept now. Nothing was changed; try again.");
    }
  }

  private long write(OpenSegment segment, Kind kind, Entry entry) throws IOException {
    byte[] frame = Segment.frame(cipher.close(entry));
    demandRoom(kind, frame.length);
    try {
      long end = segment.write(frame);
      load = load.plus(0, 1, frame.length);
      return end;
    } catch (IOException e) {
      setAside();
      throw e;
    }
  }

  private void demandRoom(Kind kind, int length) {
    if (length > Segment.LONGEST) {
      throw new IllegalArgumentException("a record has at most " + Segment.LONGEST + " bytes");
    }
    if (load.bytes() + length > config.room(kind.rank())) {
      LOG.error(
          "{} is full ({} bytes), so that no {} is kept: see to the database, or raise reveil.spool.max-bytes",
          folder,
          load.bytes(),
          kind.name());
      throw new Fault(
          Fault.Kind.UNAVAILABLE,
          "SPOOL_FULL",
          "No more can be kept while the database is away. Nothing was changed; try again.");
    }
  }

  /** The file to write to; counted before it holds anything, so that no mail leaves past a record. */
  private OpenSegment segment() throws IOException {
    OpenSegment current = open;
    if (current != null && current.length() < LONGEST_FILE) {
      return current;
    }
    setAside();
    OpenSegment fresh = folder.create();
    load = load.plus(1, 0, fresh.length());
    open = fresh;
    return fresh;
  }

  private void force(OpenSegment segment, long end) throws IOException {
    try {
      segment.force(end);
    } catch (IOException e) {
      turn.lock();
      try {
        if (open == segment) {
          setAside();
        }
      } finally {
        turn.unlock();
      }
      throw e;
    }
  }

  /** Ends the file that is written to. What waits for its force gets it, or the failure. */
  private void setAside() {
    OpenSegment ended = open;
    if (ended == null) {
      return;
    }
    open = null;
    closed.add(new Waiting(ended.path(), ended.entries(), ended.length()));
    try {
      ended.close();
    } catch (IOException e) {
      LOG.error("{} could not be forced to the disk", ended.path(), e);
    }
  }

  /** All that was appended so far, oldest first; what is appended from now on goes to another file. */
  List<Waiting> waiting() {
    turn.lock();
    try {
      setAside();
      return List.copyOf(closed);
    } finally {
      turn.unlock();
    }
  }

  /** Forgets a file whose records the database has. What could not be read of it is kept for people to look at. */
  void drop(Waiting done, Segment.End end) {
    switch (end) {
      case WHOLE -> folder.delete(done.file());
      case TORN -> {
        LOG.warn("{} ended in a record that a crash cut; it was never acknowledged", done.file());
        folder.delete(done.file());
      }
      case DAMAGED ->
        LOG.error(
            "{} is damaged: what could be read of it is done, the rest is kept as {}",
            done.file(),
            folder.keep(done.file()));
    }
    turn.lock();
    try {
      closed.remove(done);
      load = load.plus(-1, -done.records(), -done.bytes());
    } finally {
      turn.unlock();
    }
  }

  /** What a file holds. */
  Segment read(Waiting file) {
    return Segment.read(file.file());
  }

  /** Gives the folder back. */
  @PreDestroy
  void close() {
    turn.lock();
    try {
      setAside();
    } finally {
      turn.unlock();
    }
    folder.close();
  }
}
