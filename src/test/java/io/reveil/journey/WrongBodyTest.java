package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told who sent nothing, or something that is no text. */
class WrongBodyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(rig.uri(path))
        .header("X-Api-Key", Files.readString(rig.home().resolve("admin.key")).strip())
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/imports/contacts, text/csv",
    "/api/imports/events, text/csv",
    "/api/campaigns, application/yaml",
    "/api/keys, application/json"
  })
  void anEmptyBodyIsCalledEmpty(String path, String type) throws Exception {
    HttpResponse<String> refused = post(path, type, new byte[0]);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"code\":\"BODY_EMPTY\"")
        .contains("The body of the request is empty: send in it");
  }

  /** Whatever may be a list or a text to a program, and is nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/keys | {\"name\": \"till\", \"scopes\": [null]}",
        "/api/keys | {\"name\": null, \"scopes\": null}",
        "/api/keys | null",
        "/api/events | {\"events\": null}",
        "/api/events | null",
        "/api/subscriptions | null",
        "/api/contacts/lookup | {\"email\": null}",
        "/api/consents/export | {\"email\": null}",
        "/api/consents/invalidations | {\"email\": null}",
        "/api/hits/judgings | null",
        "/api/campaigns/reveil/waves | {\"key\": null, \"action\": null}"
      })
  void nullIsRefusedAndNoFailure(String path, String body) throws Exception {
    HttpResponse<String> refused =
        post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "name: a\nkind: \0"})
  void aByteThatIsNoTextIsNamedWithItsPlace(String document) throws Exception {
    HttpResponse<String> refused =
        post("/api/campaigns", "application/yaml", document.getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("the character U+0000 may not stand in YAML", "line ");
  }
}
