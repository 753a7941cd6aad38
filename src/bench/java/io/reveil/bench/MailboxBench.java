package io.reveil.bench;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.MailLoad;
import io.reveil.bench.trial.Measurement;
import io.reveil.bench.trial.ServedJar;
import io.reveil.bench.trial.Trial;
import io.reveil.job.Recurring;
import io.reveil.link.MailTokens;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The mailbox that mail comes back to. */
@Command(
    name = "mailbox",
    description = "Measures how a mailbox full of bounces is read, and in how much memory.")
final class MailboxBench extends Measurement {
  private static final int TENTHS = 10;
  /** What one look at the mailbox reads. */
  private static final int BATCH = 500;

  private static final String USER = "bounces";
  private static final String PASSWORD = "secret";
  private static final String DONE = "Reveil-done";

  @Option(
      names = "--mails",
      defaultValue = "100000",
      paramLabel = "N",
      description = "in the mailbox; ${DEFAULT-VALUE} by default")
  private int mails;

  private final int port = ServedJar.freePort();

  MailboxBench() {}

  @Override
  public boolean measure(Figures figures) throws Exception {
    require(
        mails > 0 && mails % (BATCH * TENTHS) == 0,
        "--mails: a multiple of %,d.".formatted(BATCH * TENTHS));
    Map<String, Object> settings = Map.of(
        "reveil.inbound.imap.host",
        "127.0.0.1",
        "reveil.inbound.imap.port",
        String.valueOf(port),
        "reveil.inbound.imap.encryption",
        "none",
        "reveil.inbound.imap.user",
        USER,
        "reveil.inbound.imap.password",
        PASSWORD,
        "reveil.inbound.imap.folder",
        MailServer.FOLDER,
        "reveil.inbound.imap.done",
        DONE);
    try (Trial trial = Trial.open(line(), settings)) {
      Process server = MailServer.start(port, tokens(trial));
      try {
        read(trial, figures);
        count(trial, figures);
      } finally {
        server.destroyForcibly();
      }
    }
    return true;
  }

  private Path tokens(Trial trial) throws IOException {
    MailTokens tokens = trial.bean(MailTokens.class);
    return Files.write(
        trial.home().resolve("tokens.txt"),
        trial.bean(MailLoad.class).fill(mails).stream().map(tokens::issue).toList());
  }

  private void read(Trial trial, Figures figures) {
    Recurring mailbox = trial.context().getBeansOfType(Recurring.class).stream()
        .filter(work -> work.name().equals("inbound-mailbox"))
        .findFirst()
        .orElseThrow();
    int tenth = mails / TENTHS;
    long began = System.nanoTime();
    for (int done = 1; done <= TENTHS; done++) {
      try (Heap heap = Heap.watched()) {
        long begun = System.nanoTime();
        for (int batch = 0; batch < tenth / BATCH; batch++) {
          mailbox.round();
        }
        double rate = Figures.perSecond(tenth, begun);
        if (done == 1 || done == TENTHS) {
          String at = " of tenth %d of %d".formatted(done, TENTHS);
          figures.whole("mails/s" + at, rate);
          figures.whole("MB of heap" + at, heap.megabytes());
        }
        line().getErr().printf("%,d of %,d mails, %,.0f/s%n", done * tenth, mails, rate);
      }
    }
    figures.whole("mails/s, all", Figures.perSecond(mails, began));
  }

  /** Each is acted upon once, and moved. */
  private void count(Trial trial, Figures figures) throws MessagingException {
    long recorded = trial.count("SELECT COUNT(*) FROM inbound_report");
    figures.whole("mails acted upon", recorded);
    Store store = Session.getInstance(new Properties()).getStore("imap");
    store.connect("127.0.0.1", port, USER, PASSWORD);
    int left = size(store, MailServer.FOLDER);
    int moved = size(store, DONE);
    store.close();
    figures.whole("mails moved", moved);
    figures.whole("mails left", left);
    if (recorded != mails || moved != mails || left != 0) {
      throw new IllegalStateException(
          "Of %,d mails %,d were acted upon, %,d moved, and %,d left in the folder."
              .formatted(mails, recorded, moved, left));
    }
  }

  private static int size(Store store, String name) throws MessagingException {
    try (Folder folder = store.getFolder(name)) {
      folder.open(Folder.READ_ONLY);
      return folder.getMessageCount();
    }
  }
}
