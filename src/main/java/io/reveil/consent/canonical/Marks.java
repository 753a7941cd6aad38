package io.reveil.consent.canonical;

import io.reveil.key.Hmac;
import io.reveil.key.KeyRing;
import io.reveil.key.SealSeeds;
import io.reveil.key.TagKey;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks the text of each event with a secret made of the newest seed in {@code seal.keys}: who owns the database and not
 * that file can write a row of the ledger, and not the mark on it (E8).
 */
@Singleton
public class Marks {
  private static final String SCHEMA = "reveil.consent/2";
  private static final String UNMARKED = "\"schema\":\"reveil.consent/1\"";
  private static final String USE = "reveil/event-mark/v1";

  /** Never within a value, whose quotes are escaped; never last, as other members follow in their order. */
  private static final Pattern MARK =
      Pattern.compile("\"mark\":\\{\"hmac\":\"([0-9a-f]{32})\",\"key\":(\\d{1,3})},");

  private final KeyRing ring;
  private final SealSeeds seeds;
  private final Map<Integer, TagKey> secrets = new ConcurrentHashMap<>();

  Marks(@Named("seal") KeyRing ring, SealSeeds seeds) {
    this.ring = ring;
    this.seeds = seeds;
  }

  /** The text of an event with the newest key of this node. */
  public byte[] marked(Map<String, Object> content) {
    SortedMap<String, Object> whole = new TreeMap<>(content);
    whole.put("schema", SCHEMA);
    // Spelled once, in the two halves between which the mark has its place.
    byte[] head = CanonicalJson.bytes(whole.headMap("mark"));
    head[head.length - 1] = ',';
    byte[] second = CanonicalJson.bytes(whole.tailMap("mark"));
    byte[] tail = Arrays.copyOfRange(second, 1, second.length);
    int key = ring.newest();
    byte[] tag = secret(key).tag(head, tail);
    byte[] mark = "\"mark\":{\"hmac\":\"%s\",\"key\":%d},"
        .formatted(HexFormat.of().formatHex(tag), key)
        .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + mark.length + tail.length)
        .put(head)
        .put(mark)
        .put(tail)
        .array();
  }

  /** Of the text that stands in the row of this subject, in hexadecimal, and event: one copied from elsewhere is foreign. */
  public Mark judge(String subject, long eventId, byte[] canonical) {
    // Byte for byte: no two texts look alike.
    String text = new String(canonical, StandardCharsets.ISO_8859_1);
    if (!text.contains("\"eventId\":\"" + eventId + "\"")
        || !text.contains("\"subject\":\"" + subject + "\"")) {
      return Mark.FOREIGN;
    }
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      return text.contains(UNMARKED) ? Mark.NONE : Mark.FOREIGN;
    }
    int key = Integer.parseInt(mark.group(2));
    if (!ring.has(key)) {
      return seeds.isKnown(key) ? Mark.UNREADABLE : Mark.FOREIGN;
    }
    String rest = text.substring(0, mark.start()) + text.substring(mark.end());
    byte[] tag = secret(key).tag(rest.getBytes(StandardCharsets.ISO_8859_1));
    return MessageDigest.isEqual(tag, HexFormat.of().parseHex(mark.group(1)))
        ? Mark.OURS
        : Mark.FOREIGN;
  }

  private TagKey secret(int key) {
    return secrets.computeIfAbsent(
        key,
        id -> Optional.ofNullable(ring.keys().get(id))
            .map(seed -> new TagKey(Hmac.derive(seed, USE)))
            .orElseThrow());
  }
}
