package io.reveil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import io.reveil.job.Ids;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.testing.Installations;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import io.reveil.web.ConsolePage;
import io.reveil.web.Public;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("sql")
class AccessTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test.access", "on"));

  private static final HttpClient BROWSER =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  @TempDir
  Path folder;

  /** One route of each kind. */
  @Controller("/test-access")
  @Requires(property = "reveil.test.access")
  static class GuardedController {
    @Get("/read")
    @RequiresScope({Scope.READ, Scope.PRIVACY})
    String read(Actor.Operator operator) {
      return operator.text();
    }

    @Get("/unmarked")
    String unmarked() {
      return "nobody gets this";
    }
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(rig.uri(path))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return BROWSER.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> withKey(String method, String path, String body, String key)
      throws Exception {
    return send(method, path, body, "X-Api-Key", key, "Content-Type", "application/json");
  }

  private static String key(Scope... scopes) {
    return rig.bean(ApiKeys.class)
        .create("test", EnumSet.copyOf(List.of(scopes)))
        .secret();
  }

  private static String admin() throws Exception {
    return Files.readString(rig.home().resolve("admin.key")).strip();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  /** Default deny: whoever forgets the marker opens nothing, and the build says so here. */
  @Test
  void everyRouteHasExactlyOneMarker() {
    List<String> wrong = rig.bean(Router.class)
        .uriRoutes()
        .filter(route ->
            !route.getTargetMethod().getDeclaringType().getName().contains("GuardedController"))
        .filter(route -> markers(route.getAnnotationMetadata()) != 1)
        .map(Object::toString)
        .toList();

    assertThat(wrong).isEmpty();
  }

  /** (B5) Who accepts JSON alone and leaves is not told 406: of the public addresses only those for programs may be choosy. */
  @Test
  void everyPublicRouteAnswersWhateverIsAccepted() {
    MediaType odd = new MediaType("application/odd");

    List<String> choosy = rig.bean(Router.class)
        .uriRoutes()
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(Public.class))
        .filter(route -> !route.getUriMatchTemplate().toString().startsWith("/api/"))
        .filter(route -> !route
            .getTargetMethod()
            .getDeclaringType()
            .getName()
            .matches("io.reveil.(bench|demo).*"))
        .filter(route -> !route.doesProduce(odd))
        .map(Object::toString)
        .toList();

    assertThat(choosy).isEmpty();
  }

  private static long markers(AnnotationMetadata route) {
    return Stream.of(Public.class, ConsolePage.class, RequiresScope.class, Endpoint.class)
        .filter(route::hasAnnotation)
        .count();
  }

  @Test
  void aRouteWithoutAMarkerIsClosedEvenToAnAdmin() throws Exception {
    assertThat(withKey("GET", "/test-access/unmarked", "", admin()).statusCode())
        .isEqualTo(403);
  }

  /** (A56) */
  @Test
  void aSchedulersKeyCannotReadAContact() throws Exception {
    String scheduler = key(Scope.TRIGGER);

    assertThat(withKey("GET", "/test-access/read", "", scheduler).statusCode()).isEqualTo(403);
    assertThat(withKey("GET", "/test-access/read", "", key(Scope.READ)).statusCode())
        .isEqualTo(200);
    assertThat(withKey("GET", "/test-access/read", "", key(Scope.PRIVACY)).body())
        .isEqualTo("operator:test");
    assertThat(withKey("GET", "/test-access/read", "", admin()).body()).isEqualTo("operator:admin");
  }

  /** Public pages need no key; all else does (design section 11), but for who watches on this machine itself. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
  void visitorsLearnTheStatusAndNothingElseOfTheServer(String proxied) throws Exception {
    HttpResponse<String> health = send("GET", "/health", "", proxied, "203.0.113.9");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"status\":\"UP\"")
        .doesNotContain("details", "jdbc", "clock");
    assertThat(send("GET", "/prometheus", "", proxied, "203.0.113.9").statusCode())
        .isEqualTo(401);
    for (String path : List.of("/health", "/prometheus")) {
      assertThat(send("GET", path, "", proxied, "203.0.113.9", "X-Api-Key", key(Scope.TRIGGER))
              .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whoWatchesWithAKeyOrOnThisMachineSeesDetailsAndFigures() throws Exception {
    String reader = key(Scope.READ);

    assertThat(send("GET", "/health", "").body()).contains("\"details\"", "\"clock\"");
    assertThat(send("GET", "/prometheus", "").body()).contains("jvm_");
    assertThat(send("GET", "/health", "", "X-Forwarded-For", "203.0.113.9", "X-Api-Key", reader)
            .body())
        .contains("\"details\"", "\"clock\"");
    assertThat(send("GET", "/prometheus", "", "X-Forwarded-For", "203.0.113.9", "X-Api-Key", reader)
            .body())
        .contains("jvm_");
  }

  @Test
  void noKeyAnUnknownKeyAndARevokedKeyOpenNothing() throws Exception {
    String revoked = key(Scope.READ);
    ApiKeys keys = rig.bean(ApiKeys.class);
    keys.revoke(keys.find(revoked).orElseThrow().id());

    assertThat(send("GET", "/test-access/read", "").statusCode()).isEqualTo(401);
    assertThat(withKey("GET", "/test-access/read", "", "A".repeat(43)).statusCode())
        .isEqualTo(401);
    assertThat(withKey("GET", "/test-access/read", "", revoked).statusCode()).isEqualTo(401);
  }

  @Test
  void keysAreMadeListedAndRevokedOverHttp() throws Exception {
    HttpResponse<String> made = withKey(
        "POST", "/api/keys", "{\"name\":\"airflow\",\"scopes\":[\"TRIGGER\",\"READ\"]}", admin());
    assertThat(made.statusCode()).isEqualTo(201);
    String secret = json(made).get("key").asText();
    String id = json(made).get("id").asText();

    assertThat(withKey("GET", "/test-access/read", "", secret).statusCode()).isEqualTo(200);
    assertThat(withKey("GET", "/api/keys", "", admin()).body())
        .contains("\"name\":\"airflow\"")
        .doesNotContain(secret);
    assertThat(withKey("DELETE", "/api/keys/" + id, "", admin()).statusCode()).isEqualTo(204);
    assertThat(withKey("DELETE", "/api/keys/" + id, "", admin()).statusCode()).isEqualTo(204);
    assertThat(withKey("GET", "/test-access/read", "", secret).statusCode()).isEqualTo(401);
    assertThat(withKey("DELETE", "/api/keys/1", "", admin()).statusCode()).isEqualTo(404);
    assertThat(withKey("POST", "/api/keys", "{\"name\":\"A b\",\"scopes\":[]}", admin())
            .statusCode())
        .isEqualTo(400);
    assertThat(withKey("GET", "/api/keys", "", key(Scope.TRIGGER, Scope.READ)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theFirstStartLeavesAnAdminKeyThatOnlyItsOwnerMayRead() throws Exception {
    Path file = rig.home().resolve("admin.key");
    String before = admin();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    adminKey(rig.home()).write();
    assertThat(admin()).isEqualTo(before);
  }

  @Test
  void anAdminKeyThatTheDatabaseDoesNotKnowIsMadeAnew() throws Exception {
    Files.writeString(folder.resolve("admin.key"), "of another database\n");

    adminKey(folder).write();

    String made = Files.readString(folder.resolve("admin.key")).strip();
    assertThat(rig.bean(ApiKeys.class).find(made).orElseThrow().scopes())
        .containsExactly(Scope.ADMIN);
  }

  private static AdminKey adminKey(Path home) {
    Installation here = Installations.at(home);
    return new AdminKey(rig.bean(ApiKeys.class), here);
  }

  /** (C1) */
  @Test
  void aLinkOpensOneSessionAndOnlyByItsButton() throws Exception {
    String path = invitation();

    assertThat(send("GET", path, "").body()).contains("<button class=\"go\">Open</button>");
    assertThat(send("GET", path, "").headers().firstValue("Set-Cookie")).isEmpty();
    HttpResponse<String> opened = send("POST", path, "");
    assertThat(opened.statusCode()).isEqualTo(303);
    assertThat(opened.headers().firstValue("Location")).hasValue("/console");
    assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HTTPOnly", "SameSite=Strict", "Secure", "Path=/console");
    assertThat(send("POST", path, "").statusCode()).isEqualTo(410);
  }

  @Test
  void signingOutTakesTheFormsTokenAndEndsTheSession() throws Exception {
    String cookie = send("POST", invitation(), "")
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceAll(";.*", "");
    String csrf = Gatekeeper.csrf(cookie.substring(cookie.indexOf('=') + 1));

    assertThat(signOut(cookie, "csrf=").statusCode()).isEqualTo(403);
    assertThat(signOut(cookie, "csrf=wrong").statusCode()).isEqualTo(403);
    assertThat(signOut("other=1", "csrf=" + csrf).statusCode()).isEqualTo(401);
    HttpResponse<String> out = signOut(cookie, "csrf=" + csrf);
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.body()).contains("Signed out");
    assertThat(signOut(cookie, "csrf=" + csrf).statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> signOut(String cookie, String form) throws Exception {
    return send(
        "POST",
        "/console/sign-out",
        form,
        "Cookie",
        cookie,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private static String invitation() throws Exception {
    HttpResponse<String> made = withKey("POST", "/api/console-links", "", admin());
    return URI.create(json(made).get("url").asText()).getPath();
  }

  @Test
  void aLinkLastsTenMinutesAndASessionTwelveHoursAlsoOverARestart() {
    TestClock time = new TestClock();
    Sessions sessions = new Sessions(rig.database(), rig.bean(Ids.class), time);
    String late = sessions.link("léa").secret();
    time.tick(Sessions.LINK);
    assertThat(sessions.open(late)).isEmpty();

    String session = sessions.open(sessions.link("léa").secret()).orElseThrow();
    Sessions restarted = new Sessions(rig.database(), rig.bean(Ids.class), time);
    time.tick(Sessions.SESSION.minusSeconds(1));
    assertThat(restarted.operator(session)).isEqualTo(Optional.of("léa"));
    time.tick(Duration.ofSeconds(1));
    assertThat(restarted.operator(session)).isEmpty();

    restarted.round();
    assertThat(rig.database()
            .list("SELECT operator FROM console_session WHERE operator = 'léa'", row -> 1))
        .isEmpty();
  }

  @Test
  void aLinkIsNoSession() {
    Sessions sessions = rig.bean(Sessions.class);

    assertThat(sessions.operator(sessions.link("zoé").secret())).isEmpty();
  }

  @Test
  void revokingAKeyThatNeverWasSaysSo() {
    assertThatThrownBy(() -> rig.bean(ApiKeys.class).revoke(1))
        .isInstanceOf(Fault.class)
        .hasMessage("There is no such key; key list shows all.");
  }
}
