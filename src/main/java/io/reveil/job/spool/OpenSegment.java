package io.reveil.job.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file that records are appended to, one at a time; those who wait for the disk share one force. Not a channel: an
 * interrupted thread would close it under all others.
 */
final class OpenSegment implements Closeable {
  private final Path path;
  private final long id;
  private final RandomAccessFile file;
  private final ReentrantLock forcing = new ReentrantLock();
  private int entries;
  private volatile long written;
  private long forced;
  private boolean broken;

  /** @param path a file that is there and empty */
  OpenSegment(Path path, long id) throws IOException {
    this.path = path;
    this.id = id;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    file.write(Segment.header(id));
    written = Segment.HEADER;
  }

  Path path() {
    return path;
  }

  int entries() {
    return entries;
  }

  long length() {
    return written;
  }

  /** The receipt of the next record. */
  Receipt next() {
    return new Receipt(id, entries);
  }

  /** Writes the next record; where it ends. It is not on the disk before {@link #force} returns. Failed, the file is to end here. */
  long write(byte[] frame) throws IOException {
    file.write(frame);
    entries++;
    long end = written + frame.length;
    written = end;
    return end;
  }

  /** Returns when all up to this end is on the disk. A file that failed once is not trusted again. */
  void force(long end) throws IOException {
    forcing.lock();
    try {
      if (forced >= end) {
        return;
      }
      if (broken) {
        throw new IOException(path + " failed before");
      }
      broken = true;
      long reached = written;
      file.getFD().sync();
      forced = reached;
      broken = false;
    } finally {
      forcing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      force(written);
    }
  }
}
