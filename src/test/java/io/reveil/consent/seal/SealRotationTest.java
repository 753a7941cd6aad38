package io.reveil.consent.seal;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.health.HealthStatus;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.management.health.indicator.HealthResult;
import io.reveil.consent.canonical.Marks;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Language;
import io.reveil.key.KeyRing;
import io.reveil.key.SealSeeds;
import io.reveil.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The key that signs the ledger changes while the server runs (A57, E8). */
@Tag("sql")
class SealRotationTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "seal-rotation"));

  private final Sealer sealer = rig.bean(Sealer.class);
  private final SealBlocks blocks = rig.bean(SealBlocks.class);
  private final SealKeys keys = rig.bean(SealKeys.class);

  @BeforeEach
  void begin() {
    rig.empty();
  }

  private static void record() {
    rig.bean(ConsentLedger.class)
        .grant(aKey(), confirmed(rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR)));
  }

  /** Another node, whose file holds the first so many keys only. */
  private Sealer nodeWith(int count) {
    Map<Integer, byte[]> some = new TreeMap<>();
    rig.context().getBean(KeyRing.class, Qualifiers.byName("seal")).keys().entrySet().stream()
        .limit(count)
        .forEach(key -> some.put(key.getKey(), key.getValue()));
    return new Sealer(
        new Closing(
            rig.database(),
            blocks,
            new SealKeys(new KeyRing(some)),
            rig.bean(Marks.class),
            rig.clock()),
        blocks,
        rig.bean(Witness.class),
        rig.clock(),
        rig.bean(SealConfig.class),
        rig.bean(SealState.class));
  }

  @Test
  void theNewestKeySignsAndAllVerify() {
    record();
    sealer.round();
    String old = keys.newest();
    rig.bean(SealSeeds.class).rotate();
    record();
    sealer.round();

    assertThat(blocks.listAfter(0))
        .extracting(SealedBlock::keyId)
        .containsExactly(old, keys.newest())
        .doesNotHaveDuplicates();
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  /** Two nodes: the one without the new key leaves the sealing to the other, so that no old key signs after a new one. */
  @Test
  void aNodeWithoutTheNewKeySealsNothingAfterIt() {
    Sealer before = nodeWith(keys.ids().size());
    rig.bean(SealSeeds.class).rotate();
    record();
    before.round();
    int already = blocks.listAfter(0).size();
    record();
    sealer.round();
    record();

    before.round();

    assertThat(already).as("until the new key has signed, any does").isEqualTo(1);
    assertThat(blocks.listAfter(0)).hasSize(2);
    assertThat(health().getStatus()).isEqualTo(SealHealth.STOPPED);
    assertThat(health().getDetails()).asString().contains("copy keys/seal.keys from the node");
    sealer.round();
    assertThat(blocks.listAfter(0)).hasSize(3);
    assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  private static HealthResult health() {
    return rig.bean(SealHealth.class).result();
  }

  /** Whoever stole an old key, and owns the database, cannot go on with it. */
  @Test
  void aBlockOfAReplacedKeyIsNamed() {
    String stolen = keys.newest();
    rig.bean(SealSeeds.class).rotate();
    record();
    sealer.round();
    SealedBlock last = blocks.newest().orElseThrow();
    byte[] leaf = Merkle.leaf("forged".getBytes(StandardCharsets.UTF_8));
    byte[] header = new BlockHeader(
            true,
            2,
            last.hash(),
            HexFormat.of().formatHex(Merkle.root(List.of(leaf))),
            1,
            rig.clock().instant(),
            stolen)
        .bytes();

    blocks.insert(
        new SealedBlock(2, header, keys.sign(stolen, header)),
        List.of(new SealBlocks.Unsealed(new byte[16], 1, rig.clock().instant(), new byte[0])),
        List.of(leaf));

    assertThat(rig.bean(LedgerVerifier.class).run().faults())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Block 2 is signed with the key “" + stolen
            + "”, which the key of the block before it had replaced");
  }
}
