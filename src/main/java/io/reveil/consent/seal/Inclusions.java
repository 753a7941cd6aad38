package io.reveil.consent.seal;

import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows of one event that it is in a signed block, in as many hashes as the block is deep (E10). A block whose key this node
 * lacks is none yet: strangers could not check its signature.
 */
@Singleton
public class Inclusions {
  private static final HexFormat HEX = HexFormat.of();

  private final SealBlocks blocks;
  private final SealKeys keys;

  Inclusions(SealBlocks blocks, SealKeys keys) {
    this.blocks = blocks;
    this.keys = keys;
  }

  /** With the event's canonical text, all that a stranger needs to check it; empty while no block holds the event. */
  public Optional<Map<String, Object>> find(byte[] subject, long eventId) {
    return blocks
        .place(subject, eventId)
        .flatMap(place -> blocks
            .find(place.block())
            .flatMap(block -> signed(block).map(signed -> proof(place, signed))));
  }

  private Map<String, Object> proof(SealBlocks.Place place, Map<String, Object> signed) {
    List<byte[]> path = Merkle.path(place.leaf(), blocks.leaves(place.block()));
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("block", place.block());
    proof.put("leaf", place.leaf());
    proof.put("path", path.stream().map(HEX::formatHex).toList());
    proof.putAll(signed);
    return proof;
  }

  /** The newest header, which covers all before it. */
  public Optional<Map<String, Object>> newest() {
    return blocks.newest().flatMap(this::signed);
  }

  private Optional<Map<String, Object>> signed(SealedBlock block) {
    return Optional.ofNullable(keys.publicKeys().get(block.keyId())).map(key -> signed(block, key));
  }

  private Map<String, Object> signed(SealedBlock block, String publicKey) {
    Map<String, Object> signed = new LinkedHashMap<>();
    signed.put("header", block.text());
    signed.put("signature", HEX.formatHex(block.signature()));
    signed.put("publicKey", publicKey);
    List<Map<String, String>> handovers = keys.handovers(block.keyId());
    if (!handovers.isEmpty()) {
      signed.put("handovers", handovers);
    }
    return signed;
  }
}
