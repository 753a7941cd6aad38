package io.reveil.bench.outage;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reveil.bench.trial.ServedJar;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Somebody who fills in forms, and the mailbox that the mails to them arrive in. */
final class Asker implements AutoCloseable {
  /** As shipped in {@code config/forms}. */
  private static final String FORM = "/f/newsletter?lang=fr";

  private static final Pattern BOX = Pattern.compile(
      "name=\"purposes\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"purposes\"");
  private static final Pattern NOTICE =
      Pattern.compile("name=\"(notice\\.[^\"]+)\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern NONCE = Pattern.compile("name=\"nonce\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern CONFIRM = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/c/[\\w.-]+");

  private final HttpClient http;
  private final GreenMail mailbox = new GreenMail(
          new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
      .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

  Asker(HttpClient http) {
    this.http = http;
    mailbox.start();
  }

  /** The port of its mailbox's SMTP. */
  int port() {
    return mailbox.getSmtp().getPort();
  }

  /** How many mails arrived. */
  int mails() {
    return mailbox.getReceivedMessages().length;
  }

  /** A page of confirmation that is open, and what its button sends. */
  record Open(URI page, String nonce) {}

  /** Ticks all boxes of the form. */
  void ask(ServedJar server, String address) throws IOException, InterruptedException {
    String form = get(server.uri(FORM)).body();
    List<String> fields = new ArrayList<>(List.of(field("email", address)));
    BOX.matcher(form)
        .results()
        .map(box -> box.group(1) == null ? box.group(2) : box.group(1))
        .forEach(purpose -> fields.add(field("purposes", purpose)));
    NOTICE
        .matcher(form)
        .results()
        .forEach(notice -> fields.add(field(notice.group(1), notice.group(2))));
    HttpResponse<String> answer = post(server.uri(FORM), fields);
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException("The form of a sign-up was answered " + answer.statusCode()
          + ": this needs config/forms/newsletter.yml as it is shipped.");
    }
  }

  /** Opens the page of each mail, as a person does. */
  List<Open> open() throws IOException, InterruptedException, MessagingException {
    List<Open> open = new ArrayList<>();
    for (MimeMessage mail : mailbox.getReceivedMessages()) {
      Matcher link = CONFIRM.matcher(text(mail));
      if (!link.find()) {
        throw new IllegalStateException("A mail has no link to confirm by.");
      }
      URI page = URI.create(link.group());
      Matcher nonce = NONCE.matcher(get(page).body());
      if (!nonce.find()) {
        throw new IllegalStateException("A page of confirmation has no button.");
      }
      open.add(new Open(page, nonce.group(1)));
    }
    return open;
  }

  /** Presses the button; the status of the answer. */
  int press(Open open) throws IOException, InterruptedException {
    return post(open.page(), List.of(field("nonce", open.nonce()))).statusCode();
  }

  private static String text(MimeMessage mail) throws IOException, MessagingException {
    return mail.getContent() instanceof Multipart parts
        ? parts.getBodyPart(0).getContent().toString()
        : mail.getContent().toString();
  }

  private static String field(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(URI page, List<String> fields)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields)))
            .build(),
        BodyHandlers.ofString());
  }

  /** The addresses that asked, by number. */
  static List<String> addresses(String who, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> who + number + "@host" + number + ".example")
        .toList();
  }

  @Override
  public void close() {
    mailbox.stop();
  }
}
