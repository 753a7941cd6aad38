package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.consent.history.Faults;
import io.reveil.consent.seal.Merkle;
import io.reveil.consent.seal.SealBlocks;
import io.reveil.consent.seal.SealKeys;
import io.reveil.consent.seal.SealedBlock;
import io.reveil.key.SealSeeds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
    Walk walk = new Walk(tally);
    try (WitnessCheck.Reading beside = witness.begin(tally)) {
      for (List<SealedBlock> page = blocks.listAfter(0);
          !page.isEmpty();
          page = blocks.listAfter(walk.last)) {
        for (SealedBlock block : page) {
          beside.compare(block, walk.isOurs(block));
          tally.block();
        }
      }
      beside.end(walk.last, () -> blocks.newest().map(SealedBlock::number).orElse(0));
    }
    return walk.marked;
  }

  /** From block to block. After one that is gone or not ours, the next is judged by itself, and the chain goes on there. */
  private final class Walk {
    private final Faults faults;
    private int last;
    /** The hash of the block before; empty where the chain is broken, which was told. */
    private Optional<String> previous = Optional.of(NONE);

    private int oldestKey;
    private OptionalInt marked = OptionalInt.empty();

    Walk(Faults faults) {
      this.faults = faults;
    }

    /** False if its header is not the one that was closed under its number: nothing that it says counts. */
    boolean isOurs(SealedBlock block) {
      int before = last;
      last = block.number();
      if (last != before + 1) {
        faults.add(gone(before, last));
        previous = Optional.empty();
      }
      Optional<String> follows = previous;
      previous = Optional.empty();
      Optional<String> foreign = foreign(block);
      if (foreign.isPresent()) {
        faults.add(foreign.get());
        return false;
      }
      JsonNode header = header(block);
      boolean itself = header.path("number").asInt() == last;
      String named = header.path("previous").asText();
      if (!itself || follows.filter(hash -> !hash.equals(named)).isPresent()) {
        faults.add("Block " + last + " does not follow block " + (last - 1)
            + " as it stands: one of them is not the one that was closed.");
      }
      if (itself) {
        previous = Optional.of(block.hash());
        checkKey(block);
        checkLeaves(block, header);
      }
      return itself;
    }

    /**
     * Once a newer key has signed, an older one never does again: whoever stole it cannot go on with it (A57). The keys
     * are asked for anew at each block, as one may be added while we read.
     */
    private void checkKey(SealedBlock block) {
      int key = keys.ids().indexOf(block.keyId());
      if (key < oldestKey) {
        faults.add("Block " + block.number() + " is signed with the key “" + block.keyId()
            + "”, which the key of the block before it had replaced: it was not closed by Réveil.");
      }
      oldestKey = Math.max(oldestKey, key);
    }

    private void checkLeaves(SealedBlock block, JsonNode header) {
      if (marked.isEmpty() && block.isMarked()) {
        marked = OptionalInt.of(block.number());
      }
      List<byte[]> leaves = blocks.leaves(block.number());
      int count = header.path("count").asInt();
      if (leaves.size() != count) {
        faults.add("Block " + block.number() + " was closed with " + count + " events, and has "
            + leaves.size() + " entries: entries were "
            + (leaves.size() > count ? "added." : "deleted."));
      } else if (!HexFormat.of()
          .formatHex(Merkle.root(leaves))
          .equals(header.path("root").asText())) {
        faults.add("The entries of block " + block.number()
            + " do not give its signed root: one was changed or exchanged.");
      }
    }
  }

  private static String gone(int before, int next) {
    String follows = ": block " + next + " follows block " + before + ".";
    return next == before + 2
        ? "Block " + (before + 1) + " of the ledger is gone" + follows
        : "Blocks " + (before + 1) + " to " + (next - 1) + " of the ledger are gone" + follows;
  }

  /** Why the header is not one that we signed, if it is not. */
  private Optional<String> foreign(SealedBlock block) {
    String keyId = block.keyId();
    if (isUnknown(keyId)) {
      return Optional.of(
          "Block " + block.number() + " is signed with the key “" + keyId
              + "”, which is not in keys/seal.keys: it was written elsewhere, or its header was changed.");
    }
    return keys.isSigned(keyId, block.header(), block.signature())
        ? Optional.empty()
        : Optional.of("The signature of block " + block.number()
            + " does not fit its header: one of the two was changed, or signed without our key.");
  }

  /** A key may have come since: another node rotated, and its file was copied here while we read. */
  private boolean isUnknown(String keyId) {
    if (keys.ids().contains(keyId)) {
      return false;
    }
    seeds.demandAll();
    return !keys.ids().contains(keyId);
  }

  private static JsonNode header(SealedBlock block) {
    try {
      return JSON.readTree(block.header());
    } catch (IOException e) {
      throw new IllegalStateException("we signed a header that is no JSON", e);
    }
  }
}
