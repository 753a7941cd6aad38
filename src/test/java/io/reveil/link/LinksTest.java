package io.reveil.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.key.AddressDigests;
import io.reveil.key.KeyRing;
import io.reveil.link.Verified.Expired;
import io.reveil.link.Verified.Unknown;
import io.reveil.link.Verified.Valid;
import io.reveil.testing.Installations;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final ContactId ADA = new ContactId(712_034_567_890_123_456L);
  private static final long REQUEST = 712_034_567_890_123_457L;
  private static final AddressDigest DIGEST =
      new AddressDigest(new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6}, 3);
  private static final Instant SOON = TestClock.START.plus(Duration.ofDays(7));

  private final TestClock clock = new TestClock();
  private final Links links = links(Map.of(1, key(1)));

  private Links links(Map<Integer, byte[]> ring) {
    Installation here = Installations.at(Path.of("."), "https://lettre.example.org/");
    return new Links(new KeyRing(ring), new AddressDigests(new KeyRing(ring)), clock, here);
  }

  private static byte[] key(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return key;
  }

  private static Map<LinkAction, String> oneOfEach(Links links) {
    Map<LinkAction, String> tokens = new EnumMap<>(LinkAction.class);
    tokens.put(LinkAction.CONFIRM, links.issue(LinkAction.CONFIRM, ADA, REQUEST, SOON));
    tokens.put(LinkAction.STAY, links.issue(LinkAction.STAY, ADA, REQUEST, SOON));
    tokens.put(LinkAction.PREFERENCES, links.issue(LinkAction.PREFERENCES, ADA, REQUEST, SOON));
    tokens.put(LinkAction.TAKE_BACK, links.issue(LinkAction.TAKE_BACK, ADA, REQUEST, SOON));
    tokens.put(LinkAction.UNSUBSCRIBE, links.unsubscribe(ADA, REQUEST, DIGEST));
    return tokens;
  }

  /** (D1) */
  @Test
  void thePublishedVectorsAreIssuedAndVerifiedToTheByte() throws IOException {
    JsonNode published = vectors();
    Map<Integer, byte[]> ring = new TreeMap<>();
    published
        .get("ring")
        .properties()
        .forEach(key -> ring.put(
            Integer.parseInt(key.getKey()),
            HexFormat.of().parseHex(key.getValue().asText())));
    String page = Files.readString(Path.of("src/docs/links.md"));

    for (JsonNode vector : published.get("vectors")) {
      int keyId = vector.get("keyId").asInt();
      String token = vector.get("token").asText();
      LinkAction action = LinkAction.valueOf(vector.get("action").asText());
      ContactId contact = new ContactId(Long.parseLong(vector.get("contact").asText()));
      long reference = Long.parseLong(vector.get("reference").asText());
      Optional<AddressDigest> digest = Optional.ofNullable(vector.get("digest"))
          .map(hex -> new AddressDigest(
              HexFormat.of().parseHex(hex.asText()), vector.get("pepperId").asInt()));
      Links signing = links(new TreeMap<>(ring).headMap(keyId + 1));

      String issued = digest
          .map(address -> signing.unsubscribe(contact, reference, address))
          .orElseGet(() -> signing.issue(
              action, contact, reference, Instant.parse(vector.get("expiresAt").asText())));

      assertThat(issued).isEqualTo(token);
      assertThat(links(ring).verify(action, token))
          .isEqualTo(new Valid(contact, reference, digest, keyId));
      assertThat(page).contains("`" + token + "`");
    }
  }

  private static JsonNode vectors() throws IOException {
    try (var file = LinksTest.class.getResourceAsStream("/link-vectors.json")) {
      return new ObjectMapper().readTree(file);
    }
  }

  /** (D1) The length does not depend on what is inside; the extremes and a spread show it. */
  @Test
  void noTokenIsLongerThan71Characters() {
    for (long i = 0; i < 100_000; i++) {
      long id = i * 0x9E37_79B9_7F4A_7C15L;
      ContactId contact = new ContactId(id);
      assertThat(links.unsubscribe(contact, ~id, DIGEST)).hasSize(71);
      assertThat(links.issue(LinkAction.STAY, contact, ~id, SOON)).hasSize(55);
    }
    AddressDigest largest = new AddressDigest(HexFormat.of().parseHex("ff".repeat(16)), 255);
    assertThat(links(Map.of(255, key(255))).unsubscribe(new ContactId(-1), -1, largest))
        .hasSize(71);
  }

  /** (D3) */
  @Test
  void aTokenOfOneActionIsRefusedByEveryOther() {
    oneOfEach(links).forEach((action, token) -> {
      for (LinkAction endpoint : LinkAction.values()) {
        assertThat(links.verify(endpoint, token))
            .as("%s at %s", action, endpoint)
            .isInstanceOf(endpoint == action ? Valid.class : Unknown.class);
      }
    });
  }

  /** (D4) */
  @Test
  void aTokenWithOneBitFlippedIsUnknown() {
    oneOfEach(links).forEach((action, token) -> {
      String[] parts = token.split("\\.", 2);
      for (int part = 0; part < 2; part++) {
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
          bytes[bit / 8] ^= (byte) (1 << bit % 8);
          String flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
          String forged = part == 0 ? flipped + "." + parts[1] : parts[0] + "." + flipped;
          assertThat(links.verify(action, forged)).isEqualTo(new Unknown());
          bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
      }
    });
  }

  /** (D1) Base64 leaves four bits of a tag's last character unused: only zeros are read. */
  @Test
  void aTokenHasOneSpelling() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String token = links.unsubscribe(ADA, REQUEST, DIGEST);

    assertThat(alphabet
            .chars()
            .mapToObj(last -> token.substring(0, token.length() - 1) + (char) last)
            .filter(spelling -> links.verify(LinkAction.UNSUBSCRIBE, spelling) instanceof Valid))
        .containsExactly(token);
  }

  @Test
  void whatIsNoTokenIsUnknown() {
    String token = links.issue(LinkAction.STAY, ADA, REQUEST, SOON);
    for (String wrong : new String[] {
      "",
      ".",
      "..",
      "a.b",
      "é.é",
      token + "A",
      token.substring(1),
      token + "=",
      " " + token,
      token.substring(0, token.indexOf('.')),
      "A".repeat(5_000),
      "." + token
    }) {
      assertThat(links.verify(LinkAction.STAY, wrong)).as(wrong).isEqualTo(new Unknown());
    }
  }

  /** (D9) */
  @Test
  void linksThatEndAreAcceptedASecondBeforeTheirTimeAndRefusedASecondAfter() {
    for (LinkAction action : EnumSet.complementOf(EnumSet.of(LinkAction.UNSUBSCRIBE))) {
      String token = links.issue(action, ADA, REQUEST, SOON);

      clock.set(SOON.minusSeconds(1));
      assertThat(links.verify(action, token))
          .isEqualTo(new Valid(ADA, REQUEST, Optional.empty(), 1));

      clock.set(SOON.plusSeconds(1));
      assertThat(links.verify(action, token)).isEqualTo(new Expired(ADA, REQUEST, 1, SOON));
    }
  }

  /** (D6) */
  @Test
  void unsubscribeNeverExpires() {
    String token = links.unsubscribe(ADA, REQUEST, DIGEST);

    clock.tick(Duration.ofDays(36_500));

    assertThat(links.verify(LinkAction.UNSUBSCRIBE, token))
        .isEqualTo(new Valid(ADA, REQUEST, Optional.of(DIGEST), 1));
  }

  /** (D7) */
  @Test
  void theNewestKeySignsAndOlderOnesStillVerify() {
    Map<LinkAction, String> before = oneOfEach(links);
    Links rotated = links(Map.of(1, key(1), 2, key(2)));

    before.forEach(
        (action, token) -> assertThat(rotated.verify(action, token)).isInstanceOf(Valid.class));
    oneOfEach(rotated).forEach((action, token) -> {
      assertThat(rotated.verify(action, token))
          .isInstanceOfSatisfying(
              Valid.class, valid -> assertThat(valid.keyId()).isEqualTo(2));
      assertThat(links.verify(action, token)).isEqualTo(new Unknown());
    });
  }

  /** (A39) What all tokens of an action share is the header; the rest agrees no more than chance lets it. */
  @Test
  void consecutiveTokensShareNoOrderedPart() {
    int descents = 0;
    byte[] before = payload(links.issue(LinkAction.STAY, ADA, 0, SOON));
    for (int i = 1; i <= 1_000; i++) {
      byte[] next = payload(links.issue(LinkAction.STAY, ADA, i, SOON.plusSeconds(i)));
      for (int word = Token.HEADER; word < next.length; word += 4) {
        assertThat(Arrays.copyOfRange(next, word, word + 4))
            .isNotEqualTo(Arrays.copyOfRange(before, word, word + 4));
      }
      descents += Arrays.compareUnsigned(next, before) < 0 ? 1 : 0;
      before = next;
    }
    assertThat(descents).isBetween(400, 600);
  }

  private static byte[] payload(String token) {
    return Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
  }

  /** (D2) */
  @Test
  void theDigestDoesNotShowInTheToken() {
    byte[] shown = payload(links.unsubscribe(ADA, REQUEST, DIGEST));

    assertThat(new String(shown, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(DIGEST.bytes(), StandardCharsets.ISO_8859_1));
  }

  /** (C2) */
  @Test
  void aNonceIsGoodForItsTokenAndForAnHour() {
    String confirm = links.issue(LinkAction.CONFIRM, ADA, REQUEST, SOON);
    String stay = links.issue(LinkAction.STAY, ADA, REQUEST, SOON);
    String nonce = links.nonce(confirm);

    assertThat(links.isNonceOf(confirm, nonce)).isTrue();
    assertThat(links.nonceIssued(confirm, nonce)).contains(clock.instant());
    assertThat(links.isNonceOf(stay, nonce)).isFalse();
    assertThat(links.isNonceOf(confirm, "")).isFalse();
    assertThat(links.isNonceOf(confirm, "é")).isFalse();
    assertThat(links.isNonceOf(confirm, "B" + nonce.substring(1))).isFalse();
    assertThat(links(Map.of(1, key(7))).isNonceOf(confirm, nonce)).isFalse();

    clock.tick(Duration.ofHours(1));
    assertThat(links.isNonceOf(confirm, nonce)).isTrue();
    clock.tick(Duration.ofSeconds(1));
    assertThat(links.isNonceOf(confirm, nonce)).isFalse();
  }

  @Test
  void aLinkBeginsWithTheBaseUrl() {
    assertThat(links.url(LinkAction.UNSUBSCRIBE, "T")).isEqualTo("https://lettre.example.org/u/T");
  }
}
