package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Tag("sql")
class ImportControllerTest {
  private static final int BOUND = 3_000_000;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.intake.max-bytes", BOUND));

  @TempDir
  private Path directory;

  private Imports imports;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
  }

  @Test
  void anUploadIsAnsweredAtOnceAndFollowedByItsStatus() throws Exception {
    HttpResponse<String> answer = post(
        "contacts?name=base.csv&sourceType=own_form",
        "email,shoe_size\nada@example.org,38\nbad,1\n");
    JsonNode accepted = new ObjectMapper().readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location"))
        .contains(accepted.get("status").asText());
    assertThat(json(get(accepted.get("status").asText())).get("state").asText())
        .isEqualTo("QUEUED");
    imports.finished(accepted.get("id").asLong());
    JsonNode status = json(get(accepted.get("status").asText()));
    assertThat(status.toString())
        .contains("\"state\":\"DONE\"", "\"rows\":2", "\"created\":1", "\"rejected\":1")
        .contains("\"droppedColumns\":[\"shoe_size\"]", "\"progress\":1.0");
    HttpResponse<String> rejects = get(accepted.get("status").asText() + "/rejects");
    assertThat(rejects.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(rejects.body()).contains("3,email,BAD_ADDRESS,").endsWith(",bad,1\n");
  }

  /** A spreadsheet saves as many empty columns as somebody once touched (A4). */
  @ParameterizedTest
  @ValueSource(ints = {1, 500, 3_890})
  void columnsWithoutANameAreDroppedTogether(int nameless) throws Exception {
    String commas = ",".repeat(nameless);
    HttpResponse<String> answer =
        postContacts("email" + commas + "\nada@example.org" + commas + "\n");
    JsonNode accepted = new ObjectMapper().readTree(answer.body());

    imports.finished(accepted.get("id").asLong());

    assertThat(json(get(accepted.get("status").asText())).toString())
        .contains("\"created\":1", "\"droppedColumns\":[\"" + nameless + " without a name\"]");
  }

  @Test
  void aHeaderThatCannotBeKeptIsRefused() throws Exception {
    String longest = "x".repeat(3_893);

    assertThat(postContacts("email," + longest + ",\nada@example.org,,\n").statusCode())
        .isEqualTo(202);
    assertThat(postContacts("email," + longest + ",,\nada@example.org,,,\n").body())
        .contains("HEADER_TOO_LONG");
  }

  /** Far more than the server keeps in memory goes through; more than the bound does not, and leaves nothing. */
  @Test
  void aBodyIsStreamedUpToTheBoundAndRefusedBeyondIt() throws Exception {
    String row = "x".repeat(99) + "\n";

    assertThat(postContacts("email\n" + row.repeat(29_000)).statusCode()).isEqualTo(202);
    imports = Imports.on(rig);
    HttpResponse<String> refused = postContacts("email\n" + row.repeat(30_000));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("UPLOAD_TOO_LARGE", String.valueOf(BOUND));
    assertThat(rig.count("import_run")).isZero();
  }

  @Test
  void aLengthThatNobodyAnnouncedIsBoundedToo() throws Exception {
    byte[] part = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> refused = send(request("contacts?sourceType=OWN_FORM")
        .POST(BodyPublishers.fromPublisher(
            BodyPublishers.ofByteArrays(List.of(part, part, part, part)))));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(rig.home().resolve("imports")).isEmptyDirectory();
  }

  @Test
  void aFileWithoutIdentityAnUnknownRunAndAnotherMediaTypeAreRefused() throws Exception {
    assertThat(postContacts("name\nAda\n").body()).contains("HEADER_WITHOUT_IDENTITY");
    assertThat(post("events", "email,type\nada@example.org,purchase\n").statusCode())
        .isEqualTo(400);
    assertThat(get("/api/imports/1").statusCode()).isEqualTo(404);
    assertThat(send(request("contacts?sourceType=OWN_FORM")
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")))
            .statusCode())
        .isEqualTo(415);
  }

  /** (A17) */
  @Test
  void whoDoesNotSayWhereThePeopleComeFromIsToldHowTo() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), "email\nada@example.org\n");

    HttpResponse<String> undeclared = post("contacts", "email\nada@example.org\n");
    HttpResponse<String> unknown = post("contacts?sourceType=friends", "email\nada@example.org\n");
    Ran command = run("import", "contacts", file.toString());

    assertThat(undeclared.statusCode()).isEqualTo(400);
    assertThat(undeclared.body()).contains("SOURCE_UNDECLARED", "source_type", "--source-type");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("sourceType", "OWN_FORM, SALE, THIRD_PARTY or PUBLIC_WEB");
    assertThat(command.code()).isEqualTo(1);
    assertThat(command.err()).contains("column source_type", "--source-type");
    assertThat(rig.count("import_run")).isZero();
  }

  /** (A17) */
  @Test
  void theCommandSaysHowManySourcesWereNotTaken() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), "email\nada@example.org\n");
    bringIn(file);

    Ran again = runWhileWorking("import", "contacts", file.toString(), "--source-type", "sale");

    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("another is recorded of the person: 1.");
  }

  /** A56. */
  @Test
  void withoutAKeyNothingComesIn() throws Exception {
    HttpRequest bare = HttpRequest.newBuilder(rig.uri("/api/imports/contacts"))
        .header("Content-Type", "text/csv")
        .POST(BodyPublishers.ofString("email\nada@example.org\n"))
        .build();

    assertThat(HttpClient.newHttpClient().send(bare, BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    assertThat(rig.count("import_run")).isZero();
  }

  @Test
  void theCommandWaitsPrintsTheTotalsAndSavesTheRejects() throws Exception {
    Path file =
        Files.writeString(directory.resolve("base.csv"), "email,x\nada@example.org,\nbad,\n");
    Path rejects = Files.writeString(
        directory.resolve("rejects.csv"), "the rejects of yesterday\n".repeat(99));

    Ran ran = bringIn(file, "--json", "--rejects", rejects.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith(
            "{\"rows\":2,\"created\":1,\"changed\":0,\"unchanged\":0,\"merged\":0,\"rejected\":1,\"seconds\":")
        .contains("\"consentsNotTaken\":0")
        .doesNotContain("state");
    assertThat(ran.err()).contains("columns: x.", rejects.toString());
    assertThat(rejects).content().contains("BAD_ADDRESS").doesNotContain("yesterday");
  }

  @Test
  void theFiguresAreNotLostWithAFileThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), "email\nada@example.org\n");
    String nowhere = directory.resolve("no/such/folder.csv").toString();

    Ran ran = bringIn(file, "--rejects", nowhere);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("1 created");
    assertThat(ran.err()).contains("cannot write " + nowhere);
  }

  @Test
  void theCommandSaysInWordsWhatItDidAndFailsWithTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), "email\nada@example.org\n");
    Path broken = Files.writeString(
        directory.resolve("broken.csv"), "email\nada@example.org\n\"" + "x".repeat(1 << 21));

    assertThat(bringIn(file).out()).startsWith("1 rows in ").contains("1 created");
    Ran failed = bringIn(broken);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("after line 2");
  }

  /** (E1) */
  @Test
  void theCommandSaysHowManyConsentsWereNotTaken() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), """
        email,consent_purpose,consent_at,consent_source,consent_text
        ada@example.org,newsletter,2025-05-04,checkout,I agree
        """);
    bringIn(file);
    imports.withdraw(rig.database()
        .first("SELECT contact_id FROM contact", row -> new ContactId(row.getLong("contact_id")))
        .orElseThrow());

    Ran again = bringIn(file);

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("1 unchanged");
    assertThat(again.err()).contains("withdrawn or refused: 1.");
  }

  @Test
  void theCommandNeedNotWaitAndKnowsAFileThatIsNotThere() throws Exception {
    Path file = Files.writeString(directory.resolve("base.csv"), "email\nada@example.org\n");

    assertThat(run("import", "contacts", file.toString(), "--source-type", "OWN_FORM", "--detach")
            .out())
        .contains("under way");
    assertThat(run("import", "contacts", "nowhere.csv").code()).isEqualTo(2);
  }

  private record Ran(int code, String out, String err) {}

  /** The top command, which knows the server. */
  @Command(name = "reveil", subcommands = ImportCommand.class)
  private record Top(Map<String, String> environment) implements RemoteCommand.WithEnvironment {}

  private Ran bringIn(Path file, String... options) {
    List<String> words = new ArrayList<>(
        List.of("import", "contacts", file.toString(), "--source-type", "OWN_FORM"));
    words.addAll(List.of(options));
    return runWhileWorking(words.toArray(String[]::new));
  }

  private Ran runWhileWorking(String... arguments) {
    CompletableFuture<Ran> command = CompletableFuture.supplyAsync(() -> run(arguments));
    ImportWork work = rig.bean(ImportWork.class);
    while (!command.isDone()) {
      work.round();
    }
    return command.join();
  }

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of("REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString());
    int code = new CommandLine(new Top(environment))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private static HttpResponse<String> postContacts(String csv) throws Exception {
    return post("contacts?sourceType=OWN_FORM", csv);
  }

  private static HttpResponse<String> post(String path, String csv) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(csv)));
  }

  private static HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(rig.uri("/api/imports/" + path))
        .header("X-Api-Key", key())
        .header("Content-Type", "text/csv");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(rig.uri(path)).header("X-Api-Key", key()).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String key() throws IOException {
    return Files.readString(rig.home().resolve("admin.key")).strip();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}
