package io.reveil.bounce.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.reveil.bounce.reading.Returned.AutoReplied;
import io.reveil.bounce.reading.Returned.Bounced;
import io.reveil.bounce.reading.Returned.Complained;
import io.reveil.bounce.reading.Returned.Other;
import io.reveil.bounce.reading.Returned.Replied;
import io.reveil.delivery.reply.SmtpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back, read (B13, B22, B23); the table is {@code src/docs/bounces.md}. */
class ReturnedMailTest {
  private static final Path MAILS = Path.of("src/test/resources/bounce");
  private static final int COLUMNS = 7;

  /** A line of the table. */
  record Row(String file, String from, String language, String expected, String found) {
    @Override
    public String toString() {
      return file + " → " + expected;
    }
  }

  static List<Row> table() throws IOException {
    return Files.readAllLines(Path.of("src/docs/bounces.md")).stream()
        .map(line -> line.split("\\s*\\|\\s*"))
        .filter(cells ->
            cells.length == COLUMNS && !cells[1].equals("file") && !cells[1].startsWith("--"))
        .map(cells -> new Row(cells[1], cells[2], cells[3], cells[5], cells[6]))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void aMailThatCameBackIsReadAsTheTableSays(Row row) {
    assertThat(found(ReturnedMail.read(bytes(row.file())).returned()))
        .isEqualTo(row.expected())
        .isEqualTo(row.found());
  }

  /** Whoever comes later adds a mail and a line, not one of them. */
  @Test
  void theTableHasEveryMailAndEverybodyWeWriteTo() throws IOException {
    try (Stream<Path> files = Files.list(MAILS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".eml", "")))
          .containsExactlyInAnyOrderElementsOf(table().stream().map(Row::file).toList());
    }
    assertThat(table().stream().map(Row::language).collect(Collectors.toSet()))
        .contains("fr", "en", "de", "es", "it");
    assertThat(table().stream().map(Row::expected).collect(Collectors.toSet()))
        .contains("DELAYED", "none", "REPLIED", "OTHER");
  }

  /** What only its words call a machine's may be an objection: it is no sign of life, and a person reads it (B13). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "We received your newsletter again. Please remove me from your list.",
        "Hello, I no longer work here, please take me off your list.",
        "Mme Martin ne travaille plus dans notre entreprise, merci de retirer son adresse",
        "J'ai quitté la société, supprimez mes données.",
        "Nous avons bien reçu votre offre mais ne souhaitons plus recevoir de publicité.",
        "Ich bin nicht mehr bei der Firma tätig, bitte löschen Sie meine Daten.",
        "Votre demande a été transmise à notre DPO, je m'oppose à tout envoi."
      })
  void whatMayBeAPersonIsNotSurelyAMachine(String words) {
    byte[] mail = """
        From: Ada <ada@there.example>
        Subject: Re: Vous nous manquez
        In-Reply-To: <x@lettre.example>
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        %s
        """.formatted(words).getBytes(StandardCharsets.UTF_8);
    byte[] marked = ("Auto-Submitted: auto-replied\n" + new String(mail, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);

    assertThat(ReturnedMail.read(mail).returned()).isEqualTo(new AutoReplied(false));
    assertThat(ReturnedMail.read(marked).returned()).isEqualTo(new AutoReplied(true));
  }

  /** Every row of B23, of everybody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Gmail",
        "Outlook.com",
        "Yahoo",
        "Orange",
        "Free",
        "SFR",
        "La Poste",
        "Postfix",
        "Exim",
        "qmail",
        "Exchange",
        "Amazon SES"
      })
  void theTableHasEveryClassOf(String from) throws IOException {
    assertThat(table().stream()
            .filter(row -> row.from().startsWith(from))
            .map(Row::expected)
            .collect(Collectors.toSet()))
        .contains("HARD", "SOFT", "BLOCK", "CONTENT", "AUTO");
  }

  /** B22: where a report came back to is seen, in whatever part, and in capitals too. */
  @Test
  void theTokensOfAReportAreFound() {
    String token = "aeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqc";
    Traces traces = ReturnedMail.read(bytes("exim-unknown")).traces();
    Traces loud = ReturnedMail.read(
            ("To: B." + token.toUpperCase(java.util.Locale.ROOT) + "@BOUNCE.EXAMPLE\n\n")
                .getBytes(StandardCharsets.US_ASCII))
        .traces();

    assertThat(traces.returnPaths()).containsExactly(token);
    assertThat(traces.messageIds()).containsExactly(token);
    assertThat(loud.returnPaths()).containsExactly(token.toUpperCase(java.util.Locale.ROOT));
  }

  /** No diagnostic keeps an address (A58). */
  @Test
  void noFateHoldsAnAddress() throws IOException {
    Set<String> texts = new TreeSet<>();
    for (Row row : table()) {
      if (ReturnedMail.read(bytes(row.file())).returned() instanceof Bounced bounced) {
        bounced.fates().stream().map(Fate::reply).map(SmtpReply::text).forEach(texts::add);
      }
    }

    assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("@"));
  }

  /** Cut anywhere and with any byte changed, a mail is read as something. */
  @Test
  void whateverIsDoneToAMailItIsRead() throws IOException {
    Random dice = new Random(20_261_122);
    for (Row row : table()) {
      byte[] mail = bytes(row.file());
      for (int round = 0; round < 20; round++) {
        byte[] bad = Arrays.copyOf(mail, dice.nextInt(mail.length));
        for (int change = 0; change < round && bad.length > 0; change++) {
          bad[dice.nextInt(bad.length)] = (byte) dice.nextInt(256);
        }
        assertThat(ReturnedMail.read(bad).returned()).isNotNull();
      }
    }
    assertThat(ReturnedMail.read(new byte[0]).returned()).isInstanceOf(Other.class);
  }

  static List<String> hostile() {
    StringBuilder deep = new StringBuilder();
    for (int level = 0; level < 2_000; level++) {
      deep.append("Content-Type: multipart/mixed; boundary=b%1$d\n\n--b%1$d\n".formatted(level));
    }
    return List.of(
        deep.toString(),
        "Content-Type: message/rfc822\n\n".repeat(20_000),
        "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(100_000),
        "Content-Type: text/html\n\n" + "<".repeat(900_000),
        "Content-Type: text/html\n\n" + "&".repeat(900_000),
        "Subject: " + "=?utf-8?q?a?= ".repeat(100_000) + "\n\n",
        "X: y\n".repeat(200_000) + "\n",
        "Subject: undeliverable\n\n" + "user address mailbox ".repeat(40_000),
        "Content-Type: message/delivery-status\n\n"
            + "Final-Recipient: x\nStatus: 5.1.1\n".repeat(30_000),
        "Content-Type: text/plain; charset=\"%\u0000\"\nContent-Transfer-Encoding: base64\n\n!!!!",
        "\n".repeat(1_000_000),
        "/u/" + "a".repeat(900_000),
        "b." + "a".repeat(900_000) + "@");
  }

  /** Whoever knows our address may send anything. */
  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileMailIsReadInBoundedTime(String mail) {
    byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);

    assertTimeout(Duration.ofSeconds(10), () -> ReturnedMail.read(bytes));
  }

  private static String found(Returned returned) {
    return switch (returned) {
      case Bounced bounced ->
        bounced
            .replyClass()
            .map(Enum::name)
            .orElse(bounced.fates().stream().anyMatch(Fate::arrived) ? "none" : "DELAYED");
      case Complained(Complaint complaint) -> complaint.name();
      case Replied _ -> "REPLIED";
      case AutoReplied _ -> "AUTO";
      case Other _ -> "OTHER";
    };
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(MAILS.resolve(file + ".eml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
