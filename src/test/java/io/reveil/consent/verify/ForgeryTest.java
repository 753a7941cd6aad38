package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Digests;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.seal.Merkle;
import io.reveil.consent.seal.SealBlocks;
import io.reveil.consent.seal.SealedBlock;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who owns the database, knows how the ledger is made, and fits all of it to a lie; the key is not theirs (E8). */
@Tag("sql")
class ForgeryTest {
  private static final HexFormat HEX = HexFormat.of();

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final LedgerVerifier verifier = rig.bean(LedgerVerifier.class);
  private final Sealer sealer = rig.bean(Sealer.class);
  private final SealBlocks blocks = rig.bean(SealBlocks.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final ConsentKey ada = aKey();

  private record Leaf(long event, byte[] canonical) {}

  /** Three blocks; in the first, somebody agrees and leaves. */
  @BeforeEach
  void aLedgerThatIsWhole() {
    rig.empty();
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    sealer.round();
    for (int block = 2; block <= 3; block++) {
      ledger.grant(aKey(), confirmed(notice));
      ledger.grant(aKey(), confirmed(notice));
      sealer.round();
    }
    assertThat(verifier.run().faults()).isEmpty();
  }

  /** All entries, roots and headers fit each other again; only the signatures cannot be ours. */
  @Test
  void allBlocksHashedAnewUnderTheNameOfOurKeyAreNamed() throws GeneralSecurityException {
    String ours = blocks.listAfter(0).getFirst().keyId();
    aWithdrawalThatNeverWas();

    hashAllAnew(ours, aKeyPair());

    assertFaults(
        "The signature of block 1 does not fit its header",
        "The signature of block 2 does not fit its header",
        "The signature of block 3 does not fit its header",
        "The mark of event " + event(1, 1) + " does not fit its text");
  }

  @Test
  void allBlocksHashedAnewUnderAnotherKeyAreNamed() throws GeneralSecurityException {
    KeyPair foreign = aKeyPair();
    String theirs = id(foreign);
    aWithdrawalThatNeverWas();

    hashAllAnew(theirs, foreign);

    assertFaults(
        "Block 1 is signed with the key “" + theirs + "”, which is not in keys/seal.keys",
        "Block 2 is signed with the key “" + theirs + "”, which is not in keys/seal.keys",
        "Block 3 is signed with the key “" + theirs + "”, which is not in keys/seal.keys",
        "The mark of event " + event(1, 1) + " does not fit its text");
  }

  @Test
  void twoRowsThatChangedPlacesAreNamed() {
    long granted = event(1, 0);
    long withdrawn = event(1, 1);
    database.update("UPDATE consent_event SET event_id = 9 WHERE event_id = ?", granted);
    database.update("UPDATE consent_event SET event_id = ? WHERE event_id = ?", granted, withdrawn);
    database.update("UPDATE consent_event SET event_id = ? WHERE event_id = 9", withdrawn);

    assertFaults(
        "The text of event " + granted + " is not the one that block 1 was closed with.",
        "The text of event " + withdrawn + " is not the one that block 1 was closed with.");
  }

  @Test
  void twoLeavesThatChangedPlacesAreNamed() {
    database.update("UPDATE seal_entry SET leaf_index = 1 - leaf_index WHERE block_number = 2");

    assertFaults("The entries of block 2 do not give its signed root");
  }

  @Test
  void theHashesOfTwoLeavesExchangedAreNamed() {
    List<byte[]> leaves = blocks.leaves(2);
    setLeaf(event(2, 0), leaves.getLast());
    setLeaf(event(2, 1), leaves.getFirst());

    assertFaults(
        "The entries of block 2 do not give its signed root",
        "The entry of event ",
        "The entry of event ");
  }

  /** (A28) */
  @Test
  void anAlteredNoticeWithAHashThatFitsItIsNamed() {
    String body = body();
    try {
      publish(body + " et ses partenaires");
      assertFaults("The notice “newsletter”, version 1, fr is not the text that event ");
    } finally {
      publish(body);
    }
  }

  /** The text of the second event says GRANTED, its columns and the fold too, and its entry fits. */
  private void aWithdrawalThatNeverWas() {
    long withdrawn = event(1, 1);
    Leaf leaf = leaves(1).getLast();
    byte[] text = new String(leaf.canonical(), StandardCharsets.UTF_8)
        .replace("\"stateAfter\":\"WITHDRAWN\"", "\"stateAfter\":\"GRANTED\"")
        .replace("\"act\":\"WITHDRAWN\"", "\"act\":\"RECONFIRMED\"")
        .getBytes(StandardCharsets.UTF_8);
    assertThat(leaf.event()).isEqualTo(withdrawn);
    database.update(
        "UPDATE consent_event SET canonical = ?, act = 'RECONFIRMED', state_after = 'GRANTED' WHERE event_id = ?",
        text,
        withdrawn);
    database.update("UPDATE current_consent SET state = 'GRANTED' WHERE event_id = ?", withdrawn);
  }

  private void hashAllAnew(String keyId, KeyPair key) throws GeneralSecurityException {
    String previous = "0".repeat(64);
    for (SealedBlock block : blocks.listAfter(0)) {
      List<Leaf> leaves = leaves(block.number());
      leaves.forEach(leaf -> setLeaf(leaf.event(), Merkle.leaf(leaf.canonical())));
      String root = HEX.formatHex(
          Merkle.root(leaves.stream().map(leaf -> Merkle.leaf(leaf.canonical())).toList()));
      byte[] header = block
          .text()
          .replaceFirst("\"keyId\":\"[0-9a-f]{16}\"", "\"keyId\":\"" + keyId + "\"")
          .replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + previous + "\"")
          .replaceFirst("\"root\":\"[0-9a-f]{64}\"", "\"root\":\"" + root + "\"")
          .getBytes(StandardCharsets.UTF_8);
      database.update(
          "UPDATE seal_block SET header = ?, signature = ? WHERE block_number = ?",
          header,
          signed(key, header),
          block.number());
      previous = HEX.formatHex(Digests.sha256(header));
    }
  }

  private List<Leaf> leaves(int block) {
    return database.list(
        """
        SELECT e.event_id, e.canonical
          FROM seal_entry s
          JOIN consent_event e ON e.subject_ref = s.subject_ref AND e.event_id = s.event_id
         WHERE s.block_number = ?
         ORDER BY s.leaf_index
        """, row -> new Leaf(row.getLong("event_id"), row.getBytes("canonical")), block);
  }

  private long event(int block, int leaf) {
    return leaves(block).get(leaf).event();
  }

  private void setLeaf(long event, byte[] hash) {
    database.update("UPDATE seal_entry SET leaf_hash = ? WHERE event_id = ?", hash, event);
  }

  private String body() {
    return database
        .first(
            "SELECT body FROM notice WHERE notice_key = 'newsletter' AND language = 'fr'",
            row -> row.getString("body"))
        .orElseThrow();
  }

  private void publish(String body) {
    database.update(
        "UPDATE notice SET body = ?, sha256 = ? WHERE notice_key = 'newsletter' AND language = 'fr'",
        body,
        Digests.sha256(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static KeyPair aKeyPair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static String id(KeyPair key) {
    byte[] encoded = key.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return HEX.formatHex(Digests.sha256(point), 0, 8);
  }

  private static byte[] signed(KeyPair key, byte[] header) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(header);
    return signature.sign();
  }

  private void assertFaults(String... beginnings) {
    Told.assertExactly(verifier.run(), beginnings);
  }
}
