package io.reveil.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A mailbox of mails that came back, by as much IMAP as its reader speaks (RFC 3501, RFC 6851). A process of its own, since
 * its memory is not Réveil's; a mail is written when it is fetched, so that a server of a hundred thousand answers as fast
 * as one of ten. GreenMail walks through the whole folder for each mail.
 */
final class MailServer {
  static final String FOLDER = "INBOX";

  private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 MOVE UIDPLUS UNSELECT";
  private static final Pattern COMMAND = Pattern.compile("(\\S+) (UID )?(\\S+) ?(.*)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?::(\\d+))?");

  /** As Postfix writes it; the token of the mail is filled in. */
  private static final String BOUNCE = """
      Return-Path: <>
      From: MAILER-DAEMON@mx.lettre.example (Mail Delivery System)
      To: b.%1$s@bounce.lettre.example
      Subject: Undelivered Mail Returned to Sender
      Date: Mon, 2 Nov 2026 09:00:05 +0100
      Message-ID: <%1$s@mx.there.example>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

      --=_report
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 8bit

      This is the mail system at host mx.lettre.example.

      I'm sorry to have to inform you that your message could not
      be delivered to one or more recipients. It's attached below.

      <ada@there.example>: host mx.there.example[192.0.2.9] said: 552 5.2.2
          <ada@there.example>: Mailbox full (in reply to RCPT TO command)
      --=_report
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.there.example
      Arrival-Date: Mon, 2 Nov 2026 09:00:01 +0100

      Final-Recipient: rfc822; ada@there.example
      Action: failed
      Status: 5.2.2
      Remote-MTA: dns; mx.there.example
      Diagnostic-Code: smtp; 552 5.2.2 <ada@there.example>: Mailbox full

      --=_report
      Content-Type: message/rfc822

      Return-Path: <b.%1$s@bounce.lettre.example>
      From: La Lettre <lettre@lettre.example>
      To: ada@there.example
      Subject: Vous nous manquez
      Date: Mon, 2 Nov 2026 09:00:00 +0100

      Bonjour, restez-vous avec nous ?

      --=_report--
      """.replace("\n", "\r\n");

  private final List<String> tokens;
  /** The UIDs in each folder, in order. */
  private final Map<String, List<Integer>> folders = new HashMap<>();

  private MailServer(List<String> tokens) {
    this.tokens = tokens;
    folders.put(
        FOLDER, new ArrayList<>(IntStream.rangeClosed(1, tokens.size()).boxed().toList()));
  }

  /** Returns when it listens. It ends with its parent, whatever becomes of that. */
  static Process start(int port, Path tokens) throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            MailServer.class.getName(),
            String.valueOf(port),
            tokens.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    process.inputReader(StandardCharsets.UTF_8).readLine();
    return process;
  }

  public static void main(String[] args) throws IOException {
    MailServer server = new MailServer(Files.readAllLines(Path.of(args[1])));
    ServerSocket socket =
        new ServerSocket(Integer.parseInt(args[0]), 0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> server.accept(socket));
    System.out.println("listening");
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> converse(client));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void converse(Socket client) {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = new BufferedOutputStream(client.getOutputStream(), 1 << 16)) {
      say(out, "* OK [" + CAPABILITIES + "] ready");
      out.flush();
      String selected = FOLDER;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        Matcher command = COMMAND.matcher(line);
        if (command.matches()) {
          selected = answer(out, command, selected);
          out.flush();
        }
      }
    } catch (IOException _) {
      // The reader has what it wanted.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Returns the folder that is open from here on. */
  private synchronized String answer(OutputStream out, Matcher command, String selected)
      throws IOException {
    String said = command.group(4).replace("\"", "");
    String verb = command.group(3).toUpperCase(Locale.ROOT);
    boolean byUid = command.group(2) != null;
    switch (verb) {
      case "CAPABILITY" -> say(out, "* " + CAPABILITIES);
      case "LIST" -> list(out, said.substring(said.lastIndexOf(' ') + 1));
      case "CREATE" -> folders.put(said, new ArrayList<>());
      case "SELECT", "EXAMINE" -> open(out, folders.getOrDefault(said, List.of()));
      case "FETCH" -> fetch(out, folders.getOrDefault(selected, List.of()), said, byUid);
      case "MOVE" -> move(out, folders.getOrDefault(selected, List.of()), said);
      case "LOGOUT" -> say(out, "* BYE");
      default -> {}
    }
    say(out, command.group(1) + " OK done");
    return verb.equals("SELECT") || verb.equals("EXAMINE") ? said : selected;
  }

  private void list(OutputStream out, String name) throws IOException {
    if (folders.containsKey(name)) {
      say(out, "* LIST () \"/\" \"" + name + "\"");
    }
  }

  private void open(OutputStream out, List<Integer> uids) throws IOException {
    say(out, "* FLAGS (\\Seen \\Deleted)");
    say(out, "* " + uids.size() + " EXISTS");
    say(out, "* 0 RECENT");
    say(out, "* OK [UIDVALIDITY 1] valid");
    say(out, "* OK [UIDNEXT " + (tokens.size() + 1) + "] next");
  }

  private void fetch(OutputStream out, List<Integer> uids, String said, boolean byUid)
      throws IOException {
    String items = said.substring(said.indexOf(' ') + 1);
    for (int index : indexes(uids, said.substring(0, said.indexOf(' ')), byUid)) {
      int uid = uids.get(index);
      out.write(("* " + (index + 1) + " FETCH (UID " + uid).getBytes(StandardCharsets.UTF_8));
      if (items.contains("INTERNALDATE")) {
        out.write(" INTERNALDATE \"02-Nov-2026 09:00:06 +0100\"".getBytes(StandardCharsets.UTF_8));
      }
      if (items.contains("BODY")) {
        byte[] mail = BOUNCE.formatted(tokens.get(uid - 1)).getBytes(StandardCharsets.UTF_8);
        out.write((" BODY[]<0> {" + mail.length + "}\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(mail);
      }
      say(out, ")");
    }
  }

  private void move(OutputStream out, List<Integer> uids, String said) throws IOException {
    List<Integer> moved = indexes(uids, said.substring(0, said.indexOf(' ')), false);
    List<Integer> target =
        folders.computeIfAbsent(said.substring(said.lastIndexOf(' ') + 1), _ -> new ArrayList<>());
    moved.forEach(index -> target.add(uids.get(index)));
    for (int index : moved.reversed()) {
      uids.subList(index, index + 1).clear();
      say(out, "* " + (index + 1) + " EXPUNGE");
    }
  }

  /** Where those are that a set names, by their numbers or their UIDs: {@code 1:500,502}. */
  private static List<Integer> indexes(List<Integer> uids, String set, boolean byUid) {
    List<Integer> indexes = new ArrayList<>();
    Matcher range = RANGE.matcher(set);
    while (range.find()) {
      int from = Integer.parseInt(range.group(1));
      int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
      int first = byUid ? insertion(uids, from) : from - 1;
      int last = byUid ? insertion(uids, to + 1) : to;
      IntStream.range(first, Math.min(last, uids.size())).forEach(indexes::add);
    }
    return indexes;
  }

  private static int insertion(List<Integer> uids, int uid) {
    int found = Collections.binarySearch(uids, uid);
    return found < 0 ? -found - 1 : found;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
