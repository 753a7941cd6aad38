package io.reveil.kernel;

import java.util.List;

/**
 * All digests under which bans on one address may stand: of every pepper from the first that can be told on, each made of
 * the one before (D7), and likewise of the hashes that other lists know the address by. A lookup asks for all of them.
 *
 * @param chains the address's own first, each oldest first
 */
public record DigestTrail(List<List<AddressDigest>> chains) {
  public DigestTrail {
    chains = chains.stream().map(List::copyOf).toList();
  }

  /** What is written today. */
  public AddressDigest newest() {
    return own().getLast();
  }

  /** Of the address itself, oldest first: rows move in this order only. */
  public List<AddressDigest> own() {
    return chains.getFirst();
  }

  /** Each chain oldest first. */
  public List<AddressDigest> all() {
    return chains.stream().flatMap(List::stream).toList();
  }
}
