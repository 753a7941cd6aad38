package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.consent.history.Broken;
import io.reveil.consent.seal.Merkle;
import io.reveil.consent.seal.SealBlocks;
import io.reveil.consent.seal.SealKeys;
import io.reveil.consent.seal.SealedBlock;
import io.reveil.key.SealSeeds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** The blocks in their order: none missing, each signed, following the one before, and the root of its leaves (E8). */
@Singleton
class ChainCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "0".repeat(64);

  private final SealBlocks blocks;
  private final SealKeys keys;
  private final SealSeeds seeds;
  private final WitnessCheck witness;

  ChainCheck(SealBlocks blocks, SealKeys keys, SealSeeds seeds, WitnessCheck witness) {
    this.blocks = blocks;
    this.keys = keys;
    this.seeds = seeds;
    this.witness = witness;
  }

  /**
   * The number of the first block that says its events are marked, if any does. A node that lacks a key refuses: what that
   * key signed is no fault of the ledger.
   */
  OptionalInt run(Tally tally) {
    seeds.demandAll();
    OptionalInt marked = OptionalInt.empty();
    try (WitnessCheck.Reading beside = witness.begin()) {
      int last = 0;
      String previous = NONE;
      int oldestKey = 0;
      for (List<SealedBlock> page = blocks.listAfter(last);
          !page.isEmpty();
          page = blocks.listAfter(last)) {
        for (SealedBlock block : page) {
          check(block, last + 1, previous);
          oldestKey = checkKey(block, oldestKey);
          beside.compare(block);
          if (marked.isEmpty() && block.isMarked()) {
            marked = OptionalInt.of(block.number());
          }
          last = block.number();
          previous = block.hash();
          tally.block();
        }
      }
      beside.end(last, () -> blocks.newest().map(SealedBlock::number).orElse(0));
    }
    return marked;
  }

  private void check(SealedBlock block, int number, String previous) {
    if (block.number() != number) {
      throw Broken.database("Block " + number + " of the ledger is gone: block " + block.number()
          + " follows block " + (number - 1) + ".");
    }
    JsonNode header = header(block);
    String keyId = header.path("keyId").asText();
    if (isUnknown(keyId)) {
      throw Broken.database(
          "Block " + number + " is signed with the key “" + keyId
              + "”, which is not in keys/seal.keys: it was written elsewhere, or its header was changed.");
    }
    if (!keys.isSigned(keyId, block.header(), block.signature())) {
      throw Broken.database("The signature of block " + number
          + " does not fit its header: one of the two was changed, or signed without our key.");
    }
    if (header.path("number").asInt() != number
        || !header.path("previous").asText().equals(previous)) {
      throw Broken.database("Block " + number + " does not follow block " + (number - 1)
          + " as it stands: one of them is not the one that was closed.");
    }
    checkLeaves(number, header);
  }

  /** A key may have come since: another node rotated, and its file was copied here while we read. */
  private boolean isUnknown(String keyId) {
    if (keys.ids().contains(keyId)) {
      return false;
    }
    seeds.demandAll();
    return !keys.ids().contains(keyId);
  }

  /**
   * Once a newer key has signed, an older one never does again: whoever stole it cannot go on with it (A57). The keys
   * are asked for anew at each block, as one may be added while we read.
   */
  private int checkKey(SealedBlock block, int oldestKey) {
    int key = keys.ids().indexOf(block.keyId());
    if (key < oldestKey) {
      throw Broken.database("Block " + block.number() + " is signed with the key “" + block.keyId()
          + "”, which the key of the block before it had replaced: it was not closed by Réveil.");
    }
    return key;
  }

  private void checkLeaves(int number, JsonNode header) {
    List<byte[]> leaves = blocks.leaves(number);
    int count = header.path("count").asInt();
    if (leaves.size() != count) {
      throw Broken.database(
          "Block " + number + " was closed with " + count + " events, and has " + leaves.size()
              + " entries: entries were " + (leaves.size() > count ? "added." : "deleted."));
    }
    if (!HexFormat.of()
        .formatHex(Merkle.root(leaves))
        .equals(header.path("root").asText())) {
      throw Broken.database("The entries of block " + number
          + " do not give its signed root: one was changed or exchanged.");
    }
  }

  private static JsonNode header(SealedBlock block) {
    try {
      return JSON.readTree(block.header());
    } catch (IOException _) {
      throw Broken.database("The header of block " + block.number() + " is not what was signed.");
    }
  }
}
