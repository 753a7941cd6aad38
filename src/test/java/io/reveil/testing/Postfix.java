package io.reveil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postfix of its own beside whatever runs on the machine: own settings, queue, log and ports. It passes mail on, is asked
 * by itself for one address that it does not know, and returns what it cannot deliver.
 */
public final class Postfix implements AutoCloseable {
  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
  private static final String NOBODY = "65534";

  /** So that its package asks nothing, and starts no server of its own. */
  private static final String INSTALL =
      "echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections"
          + " && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y"
          + " --no-install-recommends postfix";

  private final Path folder;

  private Postfix(Path folder) {
    this.folder = folder;
  }

  /**
   * Where its mail comes from and goes to.
   *
   * @param port where it takes mail for anybody
   * @param gone an address that the server behind it refuses as unknown
   * @param refusing where that server listens
   * @param next the port to which all other mail goes
   * @param bounces the domain of our envelope senders; all that comes back to {@code b.…@} there lies in one mailbox
   */
  public record Wiring(int port, String gone, int refusing, int next, String bounces) {}

  /** Starts one; where none is installed, has it installed first. */
  public static Postfix start(Wiring wiring) {
    demandOne();
    try {
      // Its programs give their rights up, and then reach no folder below a home of root's.
      Path folder = Files.createTempDirectory("reveil-postfix-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (String name : List.of(
          "etc", "queue", "data", "mail/bounces/new", "mail/bounces/cur", "mail/bounces/tmp")) {
        Files.createDirectories(folder.resolve(name));
      }
      Postfix postfix = new Postfix(folder);
      postfix.run("chown", "postfix", folder.resolve("data").toString());
      postfix.run("chown", "-R", NOBODY, folder.resolve("mail").toString());
      Files.writeString(folder.resolve("etc/main.cf"), main(folder, wiring));
      Files.writeString(folder.resolve("etc/master.cf"), master(wiring));
      Files.writeString(folder.resolve("etc/aliases"), aliases(wiring));
      postfix.run(POSTFIX.toString(), "-c", folder.resolve("etc").toString(), "start");
      return postfix;
    } catch (IOException e) {
      throw new UncheckedIOException("Postfix cannot be set up", e);
    }
  }

  private static void demandOne() {
    if (!System.getProperty("user.name").equals("root")) {
      throw new IllegalStateException(
          "Postfix can only be started by root: run ./reveil test as root, as in a container");
    }
    if (!Files.isExecutable(POSTFIX) && Files.exists(Path.of("/usr/bin/apt-get"))) {
      shell(INSTALL);
    }
    if (!Files.isExecutable(POSTFIX)) {
      throw new IllegalStateException("There is no " + POSTFIX
          + " and apt-get did not bring it: install postfix, and run ./reveil test again");
    }
  }

  private static String main(Path folder, Wiring wiring) {
    return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/data/mail.log
        maillog_file_prefixes = %1$s
        mail_owner = postfix
        setgid_group = postdrop
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        myhostname = relay.example.org
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = permit_mynetworks, reject
        alias_maps =
        alias_database =
        local_transport = error:nobody lives here
        notify_classes =
        virtual_alias_maps = regexp:%1$s/etc/aliases
        virtual_mailbox_domains = %5$s
        virtual_mailbox_base = %1$s/mail
        virtual_mailbox_maps = static:bounces/
        virtual_uid_maps = static:%6$s
        virtual_gid_maps = static:%6$s
        virtual_minimum_uid = 100
        transport_maps = inline:{ { %2$s = smtp:[127.0.0.1]:%3$d } }
        default_transport = smtp:[127.0.0.1]:%4$d
        """.formatted(
            folder, wiring.gone(), wiring.refusing(), wiring.next(), wiring.bounces(), NOBODY);
  }

  /** All that comes back to an envelope sender of ours, as operating.md tells operators to write it. */
  private static String aliases(Wiring wiring) {
    return "/^b\\.[a-z2-7]{53}@%s$/ bounces@%s\n"
        .formatted(wiring.bounces().replace(".", "\\."), wiring.bounces());
  }

  private static String master(Wiring wiring) {
    return """
        127.0.0.1:%d inet n - n - - smtpd
        127.0.0.1:%d inet n - n - - smtpd
          -o { smtpd_recipient_restrictions = check_recipient_access inline:{{%s=550 5.1.1 User unknown in virtual mailbox table}}, permit }
          -o myhostname=mx.gone.example
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        virtual unix - n n - - virtual
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """.formatted(wiring.port(), wiring.refusing(), wiring.gone());
  }

  /** The first mail that came back, as it lies in the mailbox; waits for it. */
  public Optional<byte[]> returned(Duration patience) {
    Path mailbox = folder.resolve("mail/bounces/new");
    try (WatchService watch = mailbox.getFileSystem().newWatchService()) {
      mailbox.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Optional<byte[]> there = first(mailbox);
      return there.isPresent() || watch.poll(patience.toMillis(), TimeUnit.MILLISECONDS) == null
          ? there
          : first(mailbox);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<byte[]> first(Path mailbox) {
    try (Stream<Path> mails = Files.list(mailbox)) {
      Optional<Path> first = mails.findFirst();
      return first.isPresent() ? Optional.of(Files.readAllBytes(first.get())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shell(String command) {
    execute(Path.of("target", "postfix-install.log"), "sh", "-c", command);
  }

  private void run(String... command) {
    Path said = folder.resolve("said.log");
    if (execute(said, command) != 0) {
      throw new IllegalStateException(
          "Postfix cannot run here, and ./reveil test needs one: " + read(said) + log());
    }
  }

  private static int execute(Path said, String... command) {
    try {
      Files.createDirectories(said.toAbsolutePath().getParent());
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
          .start()
          .onExit()
          .join()
          .exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    }
  }

  /** What it wrote of all it did, for whoever wonders why no mail comes. */
  public String log() {
    return read(folder.resolve("data/mail.log"));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    run(POSTFIX.toString(), "-c", folder.resolve("etc").toString(), "stop");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
