package io.reveil.link;

import static java.util.Objects.requireNonNull;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.key.KeyRing;
import io.reveil.link.HitLink.Use;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens of links and images that measure, in the format of all links; they say neither whose they are nor in what
 * order they were made (A39). Read without the database, and described in {@code src/docs/links.md}.
 */
@Singleton
public final class HitTokens {
  private static final int BLOCK = ActionKeys.BLOCK;
  private static final byte ANONYMOUS = 1;
  private static final byte DAY = 2;
  private static final byte IDENTIFIED = 3;

  private final KeyRing ring;
  private final Installation installation;
  private final Map<Integer, Map<Use, ActionKeys>> keys = new ConcurrentHashMap<>();

  HitTokens(@Named("link") KeyRing ring, Installation installation) {
    this.ring = ring;
    this.installation = installation;
  }

  /** The public address. */
  public String url(Use use, HitLink of) {
    return installation.url("/" + use.path() + "/" + issue(use, of));
  }

  /** The same for the same: signed by the newest key that all nodes have. */
  public String issue(Use use, HitLink of) {
    ByteBuffer blocks = ByteBuffer.allocate(2 * BLOCK);
    byte mode = switch (of) {
      case HitLink.OfPerson(SentMail mail, long link) -> {
        named(blocks, mail).putLong(link);
        yield IDENTIFIED;
      }
      case HitLink.DayOfPerson(SentMail mail) -> {
        named(blocks, mail);
        yield DAY;
      }
      case HitLink.OfWave(long wave, long link) -> {
        blocks.putLong(0).putLong(wave).putLong(link);
        yield ANONYMOUS;
      }
    };
    int signing = ring.signing();
    ActionKeys key = keys(signing, use);
    byte[] payload = ByteBuffer.allocate(Token.HEADER + 2 * BLOCK)
        .put(new byte[] {Token.VERSION, (byte) signing, (byte) use.code(), mode})
        .put(key.encrypt(blocks.array()))
        .array();
    return new Token(payload, key.tag(payload)).text();
  }

  private static ByteBuffer named(ByteBuffer blocks, SentMail mail) {
    return blocks.putLong(mail.contact().value()).putLong(mail.messageId());
  }

  /** Nothing if it is not ours, not of this use, or of a key that was revoked (D3, D4, D7). */
  public Optional<HitLink> read(Use use, String token) {
    return Token.read(token)
        .filter(read -> read.version() == Token.VERSION
            && read.payload().length == Token.HEADER + 2 * BLOCK
            && ring.has(read.keyId())
            && !ring.isRevoked(read.keyId()))
        .filter(
            read -> MessageDigest.isEqual(keys(read.keyId(), use).tag(read.payload()), read.tag()))
        .flatMap(authentic -> opened(keys(authentic.keyId(), use), authentic));
  }

  private static Optional<HitLink> opened(ActionKeys opener, Token authentic) {
    byte[] encrypted = new byte[2 * BLOCK];
    authentic.body().get(encrypted);
    ByteBuffer plain = ByteBuffer.wrap(opener.decrypt(encrypted));
    long who = plain.getLong();
    long what = plain.getLong();
    long link = plain.getLong();
    return switch ((byte) authentic.mode()) {
      case ANONYMOUS -> Optional.of(new HitLink.OfWave(what, link));
      case DAY -> Optional.of(new HitLink.DayOfPerson(new SentMail(new ContactId(who), what)));
      case IDENTIFIED ->
        Optional.of(new HitLink.OfPerson(new SentMail(new ContactId(who), what), link));
      default -> Optional.empty();
    };
  }

  private ActionKeys keys(int keyId, Use use) {
    return requireNonNull(keys.computeIfAbsent(
            keyId, id -> perUse(requireNonNull(ring.keys().get(id))))
        .get(use));
  }

  private static Map<Use, ActionKeys> perUse(byte[] ringKey) {
    Map<Use, ActionKeys> each = new EnumMap<>(Use.class);
    for (Use use : Use.values()) {
      each.put(use, new ActionKeys(ringKey, use.name().toLowerCase(Locale.ROOT), use.code()));
    }
    return each;
  }
}
