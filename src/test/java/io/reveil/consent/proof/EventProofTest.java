package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Digests;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.seal.SealKeys;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proofs of single events, checked by the two programs that share nothing with Réveil (E10). */
class EventProofTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final EventProofs proofs = rig.bean(EventProofs.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);

  @Test
  void eachLeafOfABlockIsProvedToStrangers() throws Exception {
    List<Long> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      events.add(granted(aKey()));
    }
    rig.bean(Sealer.class).round();

    for (long event : events) {
      Path file = Strangers.file(rig.home(), proofs.of(event));
      assertThat(Strangers.python(file).said())
          .startsWith("The proof holds: event " + event + ", GRANTED of");
    }
    Path last = Strangers.file(rig.home(), proofs.of(events.getLast()));
    assertThat(Strangers.java(last))
        .isEqualTo(Strangers.python(last))
        .extracting(Strangers.Ran::code)
        .isEqualTo(0);
  }

  @Test
  void whateverIsAlteredInAProofStrangersRefuseIt() throws Exception {
    granted(aKey());
    long event = granted(aKey());
    rig.bean(Sealer.class).round();
    Map<String, Object> proof = proofs.of(event);

    refused(
        proof,
        "event",
        String.valueOf(proof.get("event")).replace("GRANTED", "REFUSED"),
        "not in this block");
    refused(
        proof,
        "header",
        String.valueOf(proof.get("header")).replace("2026-", "2025-"),
        "signature does not fit");
    refused(proof, "notice", "Autre chose", "not the text that was shown");
    refused(proof, "salt", "00".repeat(32), "is not the one that was recorded");
    refused(proof, "opened", Map.of(), "Values are missing");
    refused(proof, "block", 7, "of another block");
    refused(proof, "publicKey", "00".repeat(32), "names another key");
  }

  /** A value that nothing ties to its commitment proves nothing, whoever left the salt out. */
  @Test
  void valuesWithoutTheirSaltAreRefused() throws Exception {
    long event = granted(aKey());
    rig.bean(Sealer.class).round();
    Map<String, Object> proof = new LinkedHashMap<>(proofs.of(event));
    proof.remove("salt");

    refused(
        proof,
        "opened",
        Map.of("address", "eve@example.org"),
        "Values prove nothing without the salt");
    proof.remove("opened");
    refused(proof, "salt", "00".repeat(32), "Values prove nothing without the salt");
  }

  /** (E10) */
  @Test
  void itIsSaidWhatWasProvenAndWhatWasNot() throws Exception {
    long event = granted(aKey());
    rig.bean(Sealer.class).round();
    Map<String, Object> proof = new LinkedHashMap<>(proofs.of(event));
    proof.put("remark", "a lie");
    Path file = Strangers.file(rig.home(), proof);
    String key = rig.bean(SealKeys.class).publicKeys().values().iterator().next();
    String fingerprint = HexFormat.of().formatHex(Digests.sha256(HexFormat.of().parseHex(key)));

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said())
          .contains(
              "It occurred at 2026-",
              "led from NONE to GRANTED on the basis CONSENT.",
              "Address: camille@example.org",
              "The signing key was not checked.",
              fingerprint)
          .endsWith("Not proven, but only said by whoever made this file: remark");
    });
    assertThat(Strangers.python(file, key))
        .isEqualTo(Strangers.java(file, key))
        .satisfies(ran -> assertThat(ran.said()).doesNotContain("not checked"));
  }

  @Test
  void aKeyFromElsewhereMustBeTheOneThatSigned() throws Exception {
    long event = granted(aKey());
    rig.bean(Sealer.class).round();
    Path file = Strangers.file(rig.home(), proofs.of(event));
    String key = rig.bean(SealKeys.class).publicKeys().values().iterator().next();

    assertThat(Strangers.python(file, key).code()).isZero();
    assertThat(Strangers.java(file, key).code()).isZero();
    assertThat(Strangers.python(file, "11".repeat(32)).said()).contains("another public key");
    assertThat(Strangers.java(file, "11".repeat(32)).said()).contains("another public key");
  }

  /** A KEY that was lost on the way to the program would make every file hold that is signed with any key. */
  @Test
  void aKeyThatIsNoneIsRefusedBeforeAnythingIsChecked() throws Exception {
    Path file = Path.of("src/test/resources/proof-without-circumstances.json");

    for (String key : List.of("", "1g".repeat(32))) {
      unusable(file, "KEY is no public key: give its 64 hexadecimal digits.", key);
    }
  }

  /** Who mistyped the name of a file must not read that a proof is bad. */
  @Test
  void aFileThatIsNoProofAtAllIsNoBadProof() throws Exception {
    Path none = rig.home().resolve("none.json");
    unusable(none, none + " cannot be read: name the file of a proof or a receipt.");
    unusable(rig.home(), rig.home() + " cannot be read: name the file of a proof or a receipt.");
    for (String text : List.of("{", "{\"event\": \"\\u12", "[]", "[".repeat(99_999))) {
      Path file = Files.writeString(none, text);
      unusable(file, file + " is no JSON object: name the file of a proof or a receipt.");
    }
    for (String text : List.of("{}", "{\"event\": null}", "{\"records\": [], \"proofs\": 7}")) {
      Path file = Files.writeString(none, text);
      unusable(
          file,
          file + " holds neither an event nor proofs: name the file of a proof or a receipt.");
    }
  }

  private static void unusable(Path file, String why, String... key) throws Exception {
    assertThat(List.of(Strangers.python(file, key), Strangers.java(file, key)))
        .containsOnly(new Strangers.Ran(2, why));
  }

  @Test
  void aProofThatNamesNoPublicKeyIsRefusedWithThatReason() throws Exception {
    long event = granted(aKey());
    rig.bean(Sealer.class).round();
    Map<String, Object> proof = new LinkedHashMap<>(proofs.of(event));
    proof.remove("publicKey");

    refused(proof, "remark", "none", "The file names no public key.");
    refused(proof, "publicKey", null, "The file names no public key.");
    refused(proof, "publicKey", 7, "The file names no public key.");
  }

  /** After erasure the event is still proved, without a value (E9). */
  @Test
  void anErasedPersonsEventIsProvedWithoutItsValues() throws Exception {
    ConsentKey key = aKey();
    long event = granted(key);
    rig.bean(Sealer.class).round();
    rig.bean(ConsentData.class).erase(new Subject(Optional.of(key.contact()), Optional.empty()));

    Map<String, Object> proof = proofs.of(event);

    assertThat(proof).doesNotContainKeys("salt", "opened");
    assertThat(Strangers.python(Strangers.file(rig.home(), proof)).code()).isZero();
  }

  /** Made before confirmations said what they looked like: what is in people's hands holds as long as they do (E10). */
  @Test
  void aProofThatWasMadeEarlierHoldsAsItDid() throws Exception {
    Path file = Path.of("src/test/resources/proof-without-circumstances.json");

    assertThat(List.of(Strangers.python(file), Strangers.java(file))).allSatisfy(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said()).startsWith("The proof holds: event ");
    });
  }

  @Test
  void anEventThatNoBlockHoldsYetIsNotProved() {
    long event = granted(aKey());

    assertThatThrownBy(() -> proofs.of(event))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("No block holds event " + event);
    assertThatThrownBy(() -> proofs.of(1)).hasMessage("The ledger has no event 1.");
  }

  /** (A10, E10) */
  @Test
  void theProofOfAConsentHoldsItsPlaceInTheLedger() {
    ConsentKey key = aKey();
    granted(key);
    rig.bean(Sealer.class).round();

    Map<String, Object> proof = rig.bean(Proofs.class).find(key).orElseThrow();

    assertThat(proof).containsKey("newestHeader");
    assertThat(String.valueOf(proof.get("events"))).contains("sealed=", "path=", "publicKey=");
  }

  private long granted(ConsentKey key) {
    return ((Applied.Recorded) ledger.grant(key, confirmed(notice))).eventId();
  }

  private static void refused(
      Map<String, Object> proof, String name, @Nullable Object value, String why) throws Exception {
    Map<String, Object> altered = new LinkedHashMap<>(proof);
    altered.put(name, value);
    Path file = Strangers.file(rig.home(), altered);
    assertThat(List.of(Strangers.python(file), Strangers.java(file))).allSatisfy(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).startsWith("The proof does not hold.").contains(why);
    });
  }
}
