package io.reveil.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rotation and revocation on a server that runs (D6, D7). */
@Tag("sql")
class LinkRotationTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "link-rotation"));

  private static final ContactId ADA = new ContactId(42);
  private static final AddressDigest DIGEST = new AddressDigest(new byte[AddressDigest.LENGTH], 1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Links links = rig.bean(Links.class);
  private final MailTokens tokens = rig.bean(MailTokens.class);
  private final HitTokens hits = rig.bean(HitTokens.class);

  @Test
  void aRotationSignsNewLinksAtOnceAndOldOnesGoOn() throws Exception {
    String stay = stay();
    String unsubscribe = links.unsubscribe(ADA, 1, DIGEST);
    String nonce = links.nonce(stay);

    int id = rotate();

    assertThat(keyOf(stay())).isEqualTo(id);
    assertThat(keyOf(stay)).isEqualTo(id - 1);
    assertThat(links.verify(LinkAction.UNSUBSCRIBE, unsubscribe))
        .isInstanceOf(Verified.Valid.class);
    assertThat(links.isNonceOf(stay, nonce)).isTrue();
  }

  /** An emergency revocation ends every action but unsubscribing, whose links are valid for ever. */
  @Test
  void aRevokedKeyUnsubscribesStill() throws Exception {
    String stay = stay();
    String nonce = links.nonce(stay);
    String unsubscribe = links.unsubscribe(ADA, 1, DIGEST);
    String preferences =
        links.issue(LinkAction.PREFERENCES, ADA, 1, rig.clock().instant().plus(Duration.ofDays(1)));
    SentMail mail = new SentMail(ADA, 1);
    String click = measured(HitLink.Use.CLICK, new HitLink.OfPerson(mail, 7));
    String open = measured(HitLink.Use.OPEN, new HitLink.OfPerson(mail, 0));
    String returnPath = tokens.issue(mail);
    int old = rotate() - 1;
    assertThat(tokens.read(returnPath)).contains(mail);
    assertThat(hits.read(HitLink.Use.CLICK, click)).isPresent();
    assertThat(hits.read(HitLink.Use.OPEN, open)).isPresent();

    HttpResponse<String> unsure = revoke(old, false);
    HttpResponse<String> sure = revoke(old, true);

    assertThat(unsure.statusCode()).isEqualTo(422);
    assertThat(unsure.body())
        .as("what ends, as the assertions below show it")
        .contains("confirm, stay and preferences", "clicks", "opens", "bounces", "--yes");
    assertThat(sure.statusCode()).isEqualTo(200);
    assertThat(links.verify(LinkAction.STAY, stay)).isInstanceOf(Verified.Unknown.class);
    assertThat(links.verify(LinkAction.PREFERENCES, preferences))
        .isInstanceOf(Verified.Unknown.class);
    assertThat(links.isNonceOf(stay, nonce)).isFalse();
    assertThat(hits.read(HitLink.Use.CLICK, click)).isEmpty();
    assertThat(hits.read(HitLink.Use.OPEN, open)).isEmpty();
    assertThat(tokens.read(returnPath)).isEmpty();
    assertThat(links.verify(LinkAction.UNSUBSCRIBE, unsubscribe))
        .isInstanceOf(Verified.Valid.class);
  }

  @Test
  void theKeyThatSignsIsNotRevoked() throws Exception {
    int newest = rotate();

    HttpResponse<String> refused = revoke(newest, true);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("KEY_SIGNS");
    assertThat(links.verify(LinkAction.STAY, stay())).isInstanceOf(Verified.Valid.class);
  }

  /** Else no answer and no report of any later mail would be known by its Message-ID (B23, D7). */
  @Test
  void aMessageIdIsReadAlsoAfterTheOldestKeyWasRevoked() throws Exception {
    SentMail mail = new SentMail(ADA, 1);
    int oldest = oldest();
    String before = tokens.lasting(mail);
    rotate();
    assertThat(tokens.lasting(mail)).isEqualTo(before);
    assertThat(tokens.read(before)).contains(mail);

    revoke(oldest, true);

    assertThat(tokens.read(before)).isEmpty();
    assertThat(tokens.read(tokens.lasting(mail))).contains(mail);
    String after = tokens.lasting(mail);
    rotate();
    assertThat(tokens.lasting(mail)).isEqualTo(after);
  }

  @Test
  void aListShowsNoKey() throws Exception {
    JsonNode listed = list();

    assertThat(listed.path(0).path("id").asInt()).isEqualTo(1);
    assertThat(listed.path(0).fieldNames())
        .toIterable()
        .isSubsetOf("id", "createdAt", "revokedAt", "here", "signs", "waits");
  }

  private String stay() {
    return links.issue(LinkAction.STAY, ADA, 1, rig.clock().instant().plus(Duration.ofDays(1)));
  }

  /** The token at the end of a link that measures. */
  private String measured(HitLink.Use use, HitLink of) {
    String url = hits.url(use, of);
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private int keyOf(String token) {
    return ((Verified.Valid) links.verify(LinkAction.STAY, token)).keyId();
  }

  private static JsonNode list() throws Exception {
    return JSON.readTree(
        send(HttpRequest.newBuilder(rig.uri("/api/link-keys")).GET()).body());
  }

  /** Of those that are not revoked. */
  private static int oldest() throws Exception {
    return StreamSupport.stream(list().spliterator(), false)
        .filter(key -> !key.has("revokedAt"))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asInt();
  }

  private static int rotate() throws Exception {
    return JSON.readTree(
            send(HttpRequest.newBuilder(rig.uri("/api/link-keys")).POST(BodyPublishers.noBody()))
                .body())
        .path("id")
        .asInt();
  }

  private static HttpResponse<String> revoke(int id, boolean sure) throws Exception {
    return send(HttpRequest.newBuilder(rig.uri("/api/link-keys/" + id + "/revoke"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"sure\":" + sure + "}")));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    String key = Files.readString(rig.home().resolve("admin.key")).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.header("X-Api-Key", key).build(), BodyHandlers.ofString());
    }
  }
}
