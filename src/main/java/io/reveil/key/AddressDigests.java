package io.reveil.key;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Makes address digests with the peppers of the key file, nested so that rotation works for erased people too (D7). */
@Singleton
public final class AddressDigests {
  private final KeyRing peppers;

  public AddressDigests(@Named("pepper") KeyRing peppers) {
    this.peppers = peppers;
  }

  /** The newest pepper of this node. */
  public int newest() {
    return peppers.newest();
  }

  /** An address as bans may know it: by itself, or by the hash that another list had of it. */
  public DigestTrail of(EmailAddress address) {
    SortedMap<Integer, byte[]> keys = peppers.keys();
    List<List<AddressDigest>> chains = new ArrayList<>();
    chains.add(chain(address.key().getBytes(StandardCharsets.UTF_8), keys));
    for (PlainHash hash : PlainHash.values()) {
      chains.add(chain(hash.spelling(address), keys));
    }
    return new DigestTrail(chains);
  }

  /** An address that is known by the hash of another list only. */
  public DigestTrail of(PlainHash hash, String hex) {
    return new DigestTrail(List.of(chain(hash.spelling(hex), peppers.keys())));
  }

  /** An address that a token or row names by its digest only. One of a pepper that this node lacks stays alone. */
  public DigestTrail of(AddressDigest digest) {
    return renewed(new DigestTrail(List.of(List.of(digest))));
  }

  /** The trail, up to the newest pepper of this node. */
  public DigestTrail renewed(DigestTrail trail) {
    SortedMap<Integer, byte[]> later = peppers.keys().tailMap(trail.newest().pepperId() + 1);
    return later.isEmpty()
        ? trail
        : new DigestTrail(
            trail.chains().stream().map(chain -> prolonged(chain, later)).toList());
  }

  private static List<AddressDigest> prolonged(
      List<AddressDigest> chain, SortedMap<Integer, byte[]> later) {
    List<AddressDigest> longer = new ArrayList<>(chain);
    longer.addAll(chain(chain.getLast().bytes(), later));
    return longer;
  }

  private static List<AddressDigest> chain(byte[] innermost, SortedMap<Integer, byte[]> keys) {
    List<AddressDigest> chain = new ArrayList<>();
    byte[] inner = innermost;
    for (var pepper : keys.entrySet()) {
      inner = Hmac.tag(pepper.getValue(), inner);
      chain.add(new AddressDigest(inner, pepper.getKey()));
    }
    return chain;
  }
}
