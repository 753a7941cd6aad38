package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.reveil.ScrubbedJson;
import io.reveil.testing.Rig;
import io.reveil.testing.ScriptedSmtp;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** A58: whatever goes well or wrong, at DEBUG of everything, no log names a person or holds a link. */
class LogJourneyTest {
  private static final ScriptedSmtp SMTP = ScriptedSmtp.start();
  private static final String LOCAL_PART = "secret.person";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.smtp.port", String.valueOf(SMTP.port())));

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);

  @BeforeEach
  void listen() {
    rig.empty();
    SMTP.reset();
    ScrubbedJson encoder = new ScrubbedJson();
    encoder.setContext(root.getLoggerContext());
    encoder.start();
    appender.setContext(root.getLoggerContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    root.setLevel(before);
    root.detachAppender(appender);
    appender.stop();
  }

  @AfterAll
  static void close() {
    SMTP.close();
  }

  /** (A58) */
  @Test
  void aWholeRunNamesNobody() {
    signUp(1);
    office.work();
    var asked = visitor.open(link("/c/"));
    visitor.press(asked, "Je confirme");
    writeToTheBase(2, 3);
    visitor.open(link("/s/"));
    visitor.post(link("/u/"), Map.of("List-Unsubscribe", "One-Click"));

    assertThat(SMTP.mails()).hasSize(3);
    namesNobody();
  }

  /** (A58) */
  @Test
  void aFailingRunNamesNobody() {
    SMTP.refuse(address(11), "550 5.1.1 <" + address(11) + ">: no such user " + address(11));
    SMTP.refuse(address(12), "451 4.7.1 greylisted " + address(12));
    SMTP.refuse(address(13), "421 4.3.2 <" + address(13) + "> goodbye");
    SMTP.refuseBody(address(14), "554 5.7.1 spam for " + address(14));
    SMTP.cutAfterDot(address(15));
    writeToTheBase(11, 12, 13, 14, 15, 16);
    SMTP.refuseSender("421 4.3.2 not now");
    signUp(17);
    office.work();
    visitor.open("/c/" + "A".repeat(86));
    visitor.post("/u/" + "B".repeat(86), Map.of("scope", "everything"));
    visitor.open("/nowhere?email=" + address(18).replace("@", "%40"));
    visitor.postJson("/api/subscriptions", "{\"email\": \"" + address(19) + "\", \"form\": {]");
    office.bringIn("contacts", "external_id,email\nX1," + address(20) + " \" broken\nX2,a@b@c\n");
    rig.database().update("ALTER TABLE subscription_request RENAME TO put_away");
    try {
      signUp(21);
    } finally {
      rig.database().update("ALTER TABLE put_away RENAME TO subscription_request");
    }

    assertThat(written.toString(StandardCharsets.UTF_8)).contains("\"level\":\"ERROR\"");
    namesNobody();
  }

  private void namesNobody() {
    String log = written.toString(StandardCharsets.UTF_8);
    assertThat(log).contains("\"level\":\"DEBUG\"");
    assertThat(log.lines().filter(line -> line.contains(LOCAL_PART))).isEmpty();
    for (String token : tokens()) {
      assertThat(log.lines().filter(line -> line.contains(token))).isEmpty();
    }
  }

  private static List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    tokens.add("A".repeat(86));
    tokens.add("B".repeat(86));
    for (ScriptedSmtp.Mail mail : SMTP.mails()) {
      read(mail).links().stream()
          .map(link -> link.substring(link.lastIndexOf('/') + 1))
          .forEach(tokens::add);
    }
    return tokens;
  }

  /** A link of the last mail. */
  private static String link(String path) {
    return read(SMTP.mails().getLast()).link(path);
  }

  private static Inbox.Mail read(ScriptedSmtp.Mail mail) {
    try {
      return new Inbox.Mail(new MimeMessage(
          null, new ByteArrayInputStream(mail.text().getBytes(StandardCharsets.UTF_8))));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String address(int number) {
    return LOCAL_PART + number + "@example.org";
  }

  private void signUp(int number) {
    visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "%s", "language": "fr", "purposes": ["newsletter"],
         "notices": {"newsletter": 1}}
        """.formatted(address(number)));
  }

  private void writeToTheBase(int... numbers) {
    StringBuilder contacts = new StringBuilder(
        "external_id,email,first_name,language,country,category,consent_purpose,consent_at,consent_source,consent_text\n");
    StringBuilder events = new StringBuilder("external_id,occurred_at,type,quantity,amount_eur\n");
    for (int number : numbers) {
      contacts.append("P%d,%s,Zoé,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Oui.\n"
          .formatted(number, address(number)));
      events.append("P%d,2025-05-04T12:00:00Z,purchase,1,11.77\n".formatted(number));
    }
    String name = "log-" + numbers[0];
    office.bringIn("contacts", contacts.toString());
    office.bringIn("events", events.toString());
    office.apply(Office.winBack(name) + "exit_on: [STAY, PURCHASE]\nat_end: SUNSET\n");
    office.run(name, name);
  }
}
