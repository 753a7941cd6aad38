import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a proof of `./reveil ledger prove EVENT`, or a receipt, with nothing of Réveil: java VerifyProof.java proof.json [KEY]
 *
 * KEY is a public key of the installation in hexadecimal, as you got it from elsewhere (`./reveil ledger keys`); where it
 * was replaced since, the proof holds what each key signed when it handed over to the next. That helps only while nobody
 * stole your key: a thief can hand over to a key of his own, so after a theft ask for the new public key.
 * Without it, the proof shows only that it is signed with the key that it names itself.
 * Exit codes: 0 the proof holds, 1 it does not, 2 wrong usage.
 */
class VerifyProof {
  /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
  private static final String X509 = "302a300506032b6570032100";

  private static final HexFormat HEX = HexFormat.of();

  static class Bad extends RuntimeException {
    Bad(String sentence) {
      super(sentence);
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: java VerifyProof.java proof.json [KEY]");
      System.exit(2);
    }
    try {
      String key = arguments.length == 2 ? arguments[1] : "";
      Map<String, Object> file = Json.object(Files.readString(Path.of(arguments[0])));
      List<?> proofs = file.containsKey("proofs") ? (List<?>) file.get("proofs") : List.of(file);
      if (proofs.isEmpty()) {
        throw new Bad("There is none in this file.");
      }
      for (Object proof : proofs) {
        System.out.println(check((Map<?, ?>) proof, key));
      }
    } catch (Bad | ClassCastException | NullPointerException | IllegalArgumentException failure) {
      System.out.println("The proof does not hold. " + failure.getMessage());
      System.exit(1);
    }
  }

  static String check(Map<?, ?> proof, String expectedKey) throws GeneralSecurityException {
    String eventText = (String) proof.get("event");
    Map<String, Object> event = Json.object(eventText);
    if (!proof.containsKey("header")) {
      throw new Bad("Event " + event.get("eventId") + " was not sealed yet when this was made: fetch it anew.");
    }
    String headerText = (String) proof.get("header");
    Map<String, Object> header = Json.object(headerText);
    List<byte[]> path = new ArrayList<>();
    for (Object step : (List<?>) proof.get("path")) {
      path.add(HEX.parseHex((String) step));
    }
    byte[] leaf = sha256(new byte[] {0}, utf8(eventText));
    byte[] root = root(leaf, number(proof.get("leaf")), number(header.get("count")), path);
    if (!HEX.formatHex(root).equals(header.get("root"))) {
      throw new Bad("The event is not in this block: it was changed, or the path is another's.");
    }
    byte[] key = HEX.parseHex((String) proof.get("publicKey"));
    if (!expectedKey.isEmpty()
        && !Arrays.equals(follow(HEX.parseHex(expectedKey), key, (List<?>) proof.get("handovers")), key)) {
      throw new Bad("The proof names another public key than the one you gave.");
    }
    if (!HEX.formatHex(sha256(key)).substring(0, 16).equals(header.get("keyId"))) {
      throw new Bad("The header names another key.");
    }
    if (!isSigned(key, utf8(headerText), HEX.parseHex((String) proof.get("signature")))) {
      throw new Bad("The signature does not fit the header.");
    }
    if (proof.containsKey("notice")) {
      checkNotice((String) proof.get("notice"), (Map<?, ?>) event.get("notice"));
    }
    if (proof.containsKey("salt")) {
      checkValues(
          HEX.parseHex((String) proof.get("salt")),
          (Map<?, ?>) proof.get("opened"),
          (Map<?, ?>) event.get("commitments"));
    }
    return "The proof holds: event %s, %s of %s by %s, is in block %s, closed at %s and signed with key %s%s."
        .formatted(
            event.get("eventId"),
            event.get("act"),
            event.get("purpose"),
            event.get("channel"),
            header.get("number"),
            header.get("time"),
            header.get("keyId"),
            handedOver(expectedKey, key));
  }

  /** What only the key that was given says for the key that signed. */
  private static String handedOver(String expectedKey, byte[] key) throws GeneralSecurityException {
    if (expectedKey.isEmpty() || Arrays.equals(HEX.parseHex(expectedKey), key)) {
      return "";
    }
    return " by hand-over from key %s; after a theft ask for the new public key: the old one proves nothing any more"
        .formatted(HEX.formatHex(sha256(HEX.parseHex(expectedKey))).substring(0, 16));
  }

  /** From a key that is known over those that it handed over to, each signed by the one before. */
  private static byte[] follow(byte[] known, byte[] wanted, List<?> handovers) throws GeneralSecurityException {
    byte[] trusted = known;
    for (Object one : handovers == null ? List.of() : handovers) {
      Map<?, ?> handover = (Map<?, ?>) one;
      String text = (String) handover.get("statement");
      Map<String, Object> statement = Json.object(text);
      if (Arrays.equals(trusted, wanted)
          || !HEX.formatHex(sha256(trusted)).substring(0, 16).equals(statement.get("from"))) {
        continue;
      }
      if (!"reveil.handover/1".equals(statement.get("schema"))
          || !isSigned(trusted, utf8(text), HEX.parseHex((String) handover.get("signature")))) {
        throw new Bad("A key is said to have followed the one you gave, and that one did not sign it.");
      }
      trusted = HEX.parseHex((String) statement.get("publicKey"));
    }
    return trusted;
  }

  private static void checkNotice(String text, Map<?, ?> notice) throws GeneralSecurityException {
    if (!HEX.formatHex(sha256(utf8(text))).equals(notice.get("sha256"))) {
      throw new Bad("The notice is not the text that was shown.");
    }
  }

  private static void checkValues(byte[] salt, Map<?, ?> opened, Map<?, ?> commitments)
      throws GeneralSecurityException {
    if (!opened.keySet().equals(commitments.keySet())) {
      throw new Bad("Values are missing, or were added.");
    }
    for (Map.Entry<?, ?> value : opened.entrySet()) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      mac.update(utf8((String) value.getKey()));
      mac.update((byte) 0);
      if (!HEX.formatHex(mac.doFinal(utf8((String) value.getValue())))
          .equals(commitments.get(value.getKey()))) {
        throw new Bad("The value of " + value.getKey() + " is not the one that was recorded.");
      }
    }
  }

  /** RFC 9162, section 2.1.3.2. */
  private static byte[] root(byte[] leaf, int index, int size, List<byte[]> path)
      throws GeneralSecurityException {
    if (index < 0 || index >= size) {
      throw new Bad("The leaf lies outside its block.");
    }
    int inner = index;
    int last = size - 1;
    byte[] digest = leaf;
    for (byte[] step : path) {
      if (last == 0) {
        throw new Bad("The path is too long.");
      }
      if ((inner & 1) == 1 || inner == last) {
        digest = sha256(new byte[] {1}, step, digest);
        while ((inner & 1) == 0 && inner != 0) {
          inner >>= 1;
          last >>= 1;
        }
      } else {
        digest = sha256(new byte[] {1}, digest, step);
      }
      inner >>= 1;
      last >>= 1;
    }
    if (last != 0) {
      throw new Bad("The path is too short.");
    }
    return digest;
  }

  private static boolean isSigned(byte[] key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(HEX.parseHex(X509 + HEX.formatHex(key)))));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException failure) {
      return false;
    }
  }

  private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int number(Object value) {
    return ((BigInteger) value).intValueExact();
  }

  /** As much of JSON as a proof holds: objects, lists, strings, whole numbers, true, false. */
  static class Json {
    private final String text;
    private int at;

    private Json(String text) {
      this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) {
      Json json = new Json(text);
      Object value = json.value();
      json.space();
      if (json.at != text.length()) {
        throw new Bad("Something follows the JSON.");
      }
      return (Map<String, Object>) value;
    }

    private Object value() {
      space();
      return switch (peek()) {
        case '{' -> members();
        case '[' -> items();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        default -> integer();
      };
    }

    private Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      expect('{');
      while (!ends('}')) {
        if (!members.isEmpty()) {
          expect(',');
        }
        space();
        String name = string();
        space();
        expect(':');
        if (members.put(name, value()) != null) {
          throw new Bad("A member stands twice.");
        }
      }
      return members;
    }

    private List<Object> items() {
      List<Object> items = new ArrayList<>();
      expect('[');
      while (!ends(']')) {
        if (!items.isEmpty()) {
          expect(',');
        }
        items.add(value());
      }
      return items;
    }

    private String string() {
      StringBuilder string = new StringBuilder();
      expect('"');
      for (char c = next(); c != '"'; c = next()) {
        string.append(c == '\\' ? escaped() : c);
      }
      return string.toString();
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> {
          at += 4;
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        default -> c;
      };
    }

    private BigInteger integer() {
      int from = at;
      while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return new BigInteger(text.substring(from, at));
    }

    private Object word(String word, Object value) {
      if (!text.startsWith(word, at)) {
        throw new Bad("This is not JSON.");
      }
      at += word.length();
      return value;
    }

    private boolean ends(char c) {
      space();
      if (peek() == c) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char c) {
      if (next() != c) {
        throw new Bad("This is not JSON.");
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw new Bad("The file ends too early.");
      }
      return text.charAt(at);
    }

    private char next() {
      char c = peek();
      at++;
      return c;
    }

    private void space() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
