package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.CAMILLE;
import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.seal.SealKeys;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stranger who once got a public key follows its successors, by the proof alone (A57, E10). */
class SealHandoverTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "seal-handover"));

  /** Whoever stole the old key can sign a hand-over too: both programs say that it then proves nothing. */
  private static final Pattern BY_HANDOVER = Pattern.compile(
      "by hand-over from key [0-9a-f]{16}; after a theft ask for the new public key: the old one proves nothing");

  private final EventProofs proofs = rig.bean(EventProofs.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);

  private String oldKey = "";

  @BeforeEach
  void onceUponATime() {
    oldKey = newestKey();
  }

  private static String newestKey() {
    SealKeys keys = rig.bean(SealKeys.class);
    return String.valueOf(keys.publicKeys().get(keys.newest()));
  }

  private static String rotate() {
    JsonNode signing =
        new KeyedClient(rig).post("/api/ledger/keys", "application/json", "").body();
    return signing.path("publicKey").asText();
  }

  private long sealed() {
    return sealed(aKey());
  }

  private long sealed(ConsentKey key) {
    Applied applied = rig.bean(ConsentLedger.class).grant(key, confirmed(notice));
    rig.bean(Sealer.class).round();
    return ((Applied.Recorded) applied).eventId();
  }

  private static void holds(Path proof, String... key) throws Exception {
    Strangers.Ran ran = Strangers.python(proof, key);
    assertThat(ran.said()).startsWith("The proof holds: event ");
    assertThat(ran.code()).isZero();
  }

  private static void fails(Path proof, String why, String key) throws Exception {
    Strangers.Ran ran = Strangers.python(proof, key);
    assertThat(ran.said()).contains(why);
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void proofsOfOldKeysHoldAndNewOnesLeadBackToThem() throws Exception {
    long before = sealed();
    String second = rotate();
    sealed();
    String third = rotate();
    Path late = Strangers.file(rig.home(), proofs.of(sealed()));

    assertThat(newestKey()).isEqualTo(third).isNotEqualTo(second);
    assertThat(Strangers.python(Strangers.file(rig.home(), proofs.of(before)), oldKey)
            .said())
        .startsWith("The proof holds")
        .doesNotContain("hand-over");
    assertThat(Strangers.python(late, oldKey).said()).containsPattern(BY_HANDOVER);
    assertThat(Strangers.python(late, third).said()).doesNotContain("hand-over");
    for (String known : List.of(oldKey, second, third)) {
      holds(late, known);
    }
    holds(late);
    assertThat(Strangers.java(late, oldKey)).isEqualTo(Strangers.python(late, oldKey));
    fails(late, "another public key", "11".repeat(32));
    fails(Strangers.file(rig.home(), proofs.of(before)), "another public key", third);
  }

  /** (E4, E10) What another node signed is not sealed yet for one that its keys have not reached. */
  @Test
  void aNodeThatLacksAKeyGivesNothingThatStrangersCannotCheck() throws Exception {
    ConsentKey early = aKey();
    sealed(early);
    try (EmbeddedServer beside = rig.beside(Map.of())) {
      rotate();
      ConsentKey late = aKey();
      long event = sealed(late);
      EventProofs there = beside.getApplicationContext().getBean(EventProofs.class);

      Receipt known = receipt(beside, early);
      assertThat(known.sealed()).isTrue();
      assertThat(known.document()).doesNotContainKey("newestHeader");
      holds(Strangers.file(rig.home(), known.document()), oldKey);
      Receipt unknown = receipt(beside, late);
      assertThat(unknown.sealed()).isFalse();
      fails(Strangers.file(rig.home(), unknown.document()), "was not sealed yet", oldKey);
      assertThatThrownBy(() -> there.of(event))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED))
          .hasMessageContaining("copy keys/seal.keys from the node that rotated");

      copyKeysTo(beside);
      holds(Strangers.file(rig.home(), there.of(event)), oldKey);
      Receipt whole = receipt(beside, late);
      assertThat(whole.sealed()).isTrue();
      assertThat(whole.document()).containsKey("newestHeader");
    }
  }

  private static Receipt receipt(EmbeddedServer node, ConsentKey key) {
    return node.getApplicationContext()
        .getBean(Receipts.class)
        .find(key.contact(), CAMILLE, List.of(NEWSLETTER))
        .orElseThrow();
  }

  private static void copyKeysTo(EmbeddedServer node) throws IOException {
    Path home = Path.of(
        node.getApplicationContext().getProperty("reveil.home", String.class).orElseThrow());
    Files.copy(
        rig.home().resolve("keys/seal.keys"),
        home.resolve("keys/seal.keys"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Somebody who has the newest key only cannot make an old one vouch for another. */
  @Test
  void aForgedHandoverIsRefused() throws Exception {
    rotate();
    Map<String, Object> proof = new LinkedHashMap<>(proofs.of(sealed()));
    Map<?, ?> last =
        (Map<?, ?>) Objects.requireNonNull((List<?>) proof.get("handovers")).getLast();
    proof.put(
        "handovers",
        List.of(Map.of("statement", last.get("statement"), "signature", "00".repeat(64))));

    Path forged = Strangers.file(rig.home(), proof);
    fails(forged, "that one did not sign it", oldKey);
    assertThat(Strangers.java(forged, oldKey)).isEqualTo(Strangers.python(forged, oldKey));
    proof.remove("handovers");
    fails(Strangers.file(rig.home(), proof), "another public key", oldKey);
  }
}
