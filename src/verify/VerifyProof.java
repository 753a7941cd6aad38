import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a proof of `./reveil ledger prove EVENT`, or a receipt, with nothing of Réveil: java VerifyProof.java proof.json [KEY]
 *
 * KEY is a public key of the installation in hexadecimal, as you got it from elsewhere (`./reveil ledger keys`); where it
 * was replaced since, the proof holds what each key signed when it handed over to the next. That helps only while nobody
 * stole your key: a thief can hand over to a key of his own, so after a theft ask for the new public key.
 * Without it, the proof shows only that it is signed with the key that it names itself.
 * Exit codes: 0 the proof holds, 1 it does not, 2 nothing was checked: wrong usage, or a file that is no proof.
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

  static class NotJson extends Bad {
    NotJson(String sentence) {
      super(sentence);
    }
  }

  /** Nothing can be said of the proof, neither that it holds nor that it does not. */
  static class Unusable extends RuntimeException {
    Unusable(String sentence) {
      super(sentence);
    }
  }

  public static void main(String[] arguments) throws Exception {
    try {
      if (arguments.length < 1 || arguments.length > 2) {
        throw new Unusable("usage: java VerifyProof.java proof.json [KEY]");
      }
      String expectedKey = arguments.length == 2 ? given(arguments[1]) : "";
      verified(read(arguments[0]), expectedKey).forEach(line -> System.out.println(clean(line)));
    } catch (Unusable failure) {
      System.err.println(clean(failure.getMessage()));
      System.exit(2);
    } catch (Bad | ClassCastException | NullPointerException | IllegalArgumentException | ArithmeticException
        | StackOverflowError failure) {
      System.out.println("The proof does not hold. " + clean(String.valueOf(failure.getMessage())));
      System.exit(1);
    }
  }

  private static String given(String key) {
    if (!key.matches("[0-9A-Fa-f]{64}")) {
      throw new Unusable("KEY is no public key: give its 64 hexadecimal digits.");
    }
    return key;
  }

  private static Map<String, Object> read(String name) {
    String text;
    try {
      text = Files.readString(Path.of(name));
    } catch (IOException | InvalidPathException failure) {
      throw new Unusable(name + " cannot be read: name the file of a proof or a receipt.");
    }
    Map<String, Object> file;
    try {
      file = Json.object(text);
    } catch (NotJson | IllegalArgumentException | StackOverflowError failure) {
      throw new Unusable(name + " is no JSON object: name the file of a proof or a receipt.");
    }
    if (!(file.get("event") instanceof String || file.get("proofs") instanceof List)) {
      throw new Unusable(name + " holds neither an event nor proofs: name the file of a proof or a receipt.");
    }
    return file;
  }

  /** What was proven, line by line. */
  private static List<String> verified(Map<String, Object> file, String expectedKey) throws GeneralSecurityException {
    List<?> proofs = file.containsKey("proofs") ? (List<?>) file.get("proofs") : List.of(file);
    if (proofs.isEmpty()) {
      throw new Bad("There is none in this file.");
    }
    List<String> lines = new ArrayList<>();
    List<Proven> proven = new ArrayList<>();
    Records records = new Records();
    for (Object one : proofs) {
      Map<?, ?> proof = (Map<?, ?>) one;
      Map<String, Object> header = check(proof, expectedKey);
      proven.add(new Proven(Json.object((String) proof.get("event")), opened(proof)));
      records.covered("proof", proof);
      lines.addAll(told(proof, proven.get(proven.size() - 1), header, expectedKey));
    }
    if (file.containsKey("proofs")) {
      records.covered("file", file);
      records.check((List<?>) file.get("records"), proven);
      lines.add("The records tell what these events tell.");
      lines.addAll(records.begun);
      if (file.containsKey("newestHeader")) {
        Map<String, Object> newest = checkHeader((Map<?, ?>) file.get("newestHeader"), expectedKey);
        lines.add("When it was made, block %s was the newest, closed at %s."
            .formatted(newest.get("number"), newest.get("time")));
      }
    }
    if (!records.unproven.isEmpty()) {
      lines.add("Not proven, but only said by whoever made this file: " + String.join(", ", records.unproven));
    }
    return lines;
  }

  /** For somebody who decides on it. */
  private static List<String> told(Map<?, ?> proof, Proven proven, Map<String, Object> header, String expectedKey)
      throws GeneralSecurityException {
    Map<String, Object> event = proven.event();
    byte[] key = HEX.parseHex((String) proof.get("publicKey"));
    List<String> lines = new ArrayList<>();
    lines.add("The proof holds: event %s, %s of %s by %s, is in block %s, closed at %s and signed with key %s%s."
        .formatted(
            event.get("eventId"),
            event.get("act"),
            event.get("purpose"),
            event.get("channel"),
            header.get("number"),
            header.get("time"),
            header.get("keyId"),
            handedOver(expectedKey, key)));
    lines.add("  It occurred at %s, was recorded at %s, and led from %s to %s on the basis %s."
        .formatted(
            event.get("occurredAt"),
            event.get("recordedAt"),
            event.get("stateBefore"),
            event.get("stateAfter"),
            event.get("basis")));
    if (proven.opened().containsKey("address")) {
      lines.add("  Address: " + proven.opened().get("address"));
    }
    if (expectedKey.isEmpty()) {
      lines.add("  The signing key was not checked. Compare the SHA-256 of its public key with the one you know: "
          + HEX.formatHex(sha256(key)));
    }
    return lines;
  }

  private static Map<?, ?> opened(Map<?, ?> proof) {
    return proof.containsKey("opened") ? (Map<?, ?>) proof.get("opened") : Map.of();
  }

  /** No value of the file moves the cursor, or begins a line of its own. */
  private static String clean(String line) {
    return line.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
  }

  /** An event that is proven, and the values behind it. */
  record Proven(Map<String, Object> event, Map<?, ?> opened) {
    String text(String name) {
      return (String) event.get(name);
    }

    boolean commitsTo(String name) {
      return ((Map<?, ?>) event.get("commitments")).containsKey(name);
    }
  }

  /** The header that signs it. */
  private static Map<String, Object> check(Map<?, ?> proof, String expectedKey) throws GeneralSecurityException {
    String eventText = (String) proof.get("event");
    Map<String, Object> event = Json.object(eventText);
    if (!proof.containsKey("header")) {
      throw new Bad("Event " + event.get("eventId") + " was not sealed yet when this was made: fetch it anew.");
    }
    Map<String, Object> header = Json.object((String) proof.get("header"));
    List<byte[]> path = new ArrayList<>();
    for (Object step : (List<?>) proof.get("path")) {
      path.add(HEX.parseHex((String) step));
    }
    byte[] leaf = sha256(new byte[] {0}, utf8(eventText));
    byte[] root = root(leaf, number(proof.get("leaf")), number(header.get("count")), path);
    if (!HEX.formatHex(root).equals(header.get("root"))) {
      throw new Bad("The event is not in this block: it was changed, or the path is another's.");
    }
    checkHeader(proof, expectedKey);
    if (!proof.get("block").equals(header.get("number"))) {
      throw new Bad("The header is of another block.");
    }
    if (proof.containsKey("notice")) {
      checkNotice((String) proof.get("notice"), (Map<?, ?>) event.get("notice"));
    }
    if (proof.containsKey("salt") != proof.containsKey("opened")) {
      throw new Bad("Values prove nothing without the salt, nor the salt without values.");
    }
    if (proof.containsKey("salt")) {
      checkValues(
          HEX.parseHex((String) proof.get("salt")), opened(proof), (Map<?, ?>) event.get("commitments"));
    }
    return header;
  }

  /** A header that our key signed, or the key it names itself if none was given. */
  private static Map<String, Object> checkHeader(Map<?, ?> signed, String expectedKey) throws GeneralSecurityException {
    Map<String, Object> header = Json.object((String) signed.get("header"));
    if (!(signed.get("publicKey") instanceof String named)) {
      throw new Bad("The file names no public key.");
    }
    byte[] key = HEX.parseHex(named);
    if (!expectedKey.isEmpty()
        && !Arrays.equals(follow(HEX.parseHex(expectedKey), key, (List<?>) signed.get("handovers")), key)) {
      throw new Bad("The proof names another public key than the one you gave.");
    }
    if (!HEX.formatHex(sha256(key)).substring(0, 16).equals(header.get("keyId"))) {
      throw new Bad("The header names another key.");
    }
    if (!isSigned(key, utf8((String) signed.get("header")), HEX.parseHex((String) signed.get("signature")))) {
      throw new Bad("The signature does not fit the header.");
    }
    return header;
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
    if (notice == null) {
      throw new Bad("A notice is said to have been shown, and the event names none.");
    }
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

  /** What a receipt says for readers, against the events that were proven. */
  static class Records {
    private static final Map<String, Set<String>> COVERED = Map.of(
        "file", Set.of("schema", "sealed", "records", "proofs", "newestHeader"),
        "proof",
            Set.of("schema", "event", "salt", "opened", "notice", "block", "leaf", "path", "header", "signature",
                "publicKey", "handovers"),
        "record", Set.of("dpv:hasDataSubject", "dct:created", "dct:modified", "dpv:hasNotice", "dpv:hasProcess"),
        "person", Set.of("dpv:hasIdentifier"),
        "wording",
            Set.of("@type", "dct:title", "dct:hasVersion", "dct:language", "schema:sha256", "schema:text"),
        "process", Set.of("dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasConsentStatus", "dpv:hasStatus"),
        "purpose", Set.of("dct:identifier"),
        "status",
            Set.of("@type", "dct:identifier", "dpv:isIndicatedAtTime", "dct:dateSubmitted", "dpv:isIndicatedBy",
                "dpv:isExercisedAt", "dpv:hasJustification", "dpv:hasNotice"));

    private static final List<String> PLACES =
        List.of("page", "door", "means", "source", "contract", "rule", "messageId", "requestId", "importRun");
    private static final Set<String> INTERESTS = Set.of("CUSTOMER_SOFT_OPT_IN", "PROFESSIONAL_LEGITIMATE_INTEREST");

    final SortedSet<String> unproven = new TreeSet<>();
    final List<String> begun = new ArrayList<>();
    private final Map<List<Object>, Integer> begins = new HashMap<>();

    void covered(String kind, Map<?, ?> members) {
      members.keySet().stream()
          .map(String.class::cast)
          .filter(name -> !COVERED.get(kind).contains(name))
          .forEach(unproven::add);
    }

    void check(List<?> records, List<Proven> proven) throws GeneralSecurityException {
      SortedMap<String, Proven> left = new TreeMap<>();
      for (Proven one : proven) {
        left.put(one.text("eventId"), one);
        begins.merge(consent(one.event()), number(one.event().get("version")), Math::min);
      }
      for (Object record : records) {
        checkRecord((Map<?, ?>) record, left);
      }
      if (!left.isEmpty()) {
        throw new Bad("The records leave out event " + left.firstKey() + ".");
      }
    }

    /** What the record tells of an act, and the act itself. */
    private record Told(Map<?, ?> told, Proven proven) {
      int version() {
        return number(proven.event().get("version"));
      }
    }

    private static List<Object> consent(Map<String, Object> event) {
      return List.of(event.get("subject"), event.get("channel"), event.get("purpose"));
    }

    private void checkRecord(Map<?, ?> record, SortedMap<String, Proven> left) throws GeneralSecurityException {
      covered("record", record);
      Map<?, ?> process = only(record.get("dpv:hasProcess"));
      covered("process", process);
      List<Told> acts = acts(process, left);
      Map<String, Object> first = acts.get(0).proven().event();
      Map<String, Object> last = acts.get(acts.size() - 1).proven().event();
      int begin = begins.get(consent(first));
      if (begin > 1) {
        begun.add("Of %s by %s this file begins with act %d: it tells nothing of what was before."
            .formatted(first.get("purpose"), first.get("channel"), begin));
      }
      for (int i = 0; i < acts.size(); i++) {
        Map<String, Object> event = acts.get(i).proven().event();
        if (acts.get(i).version() != begin + i || !consent(event).equals(consent(first))) {
          throw new Bad("The records leave out an act, or mix those of several consents.");
        }
      }
      String person = ((String) first.get("subject"))
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
      Map<?, ?> principal = (Map<?, ?>) record.get("dpv:hasDataSubject");
      covered("person", principal);
      same("person", principal.get("dpv:hasIdentifier"), person);
      same("time of the first act", record.get("dct:created"), first.get("recordedAt"));
      same("time of the last act", record.get("dct:modified"), last.get("recordedAt"));
      Map<?, ?> purpose = only(process.get("dpv:hasPurpose"));
      covered("purpose", purpose);
      same("purpose", purpose.get("dct:identifier"), first.get("purpose"));
      same("legal basis", process.get("dpv:hasLegalBasis"), basis((String) last.get("basis")));
      checkWordings((List<?>) record.get("dpv:hasNotice"), acts);
      String before = "NONE";
      for (Told act : acts) {
        checkAct(act, before, person);
        before = act.proven().text("basis");
      }
    }

    /** In the order of their versions; they are no longer left. */
    private static List<Told> acts(Map<?, ?> process, SortedMap<String, Proven> left) {
      List<Told> acts = new ArrayList<>();
      for (String name : List.of("dpv:hasConsentStatus", "dpv:hasStatus")) {
        for (Object one : process.containsKey(name) ? (List<?>) process.get(name) : List.of()) {
          Map<?, ?> told = (Map<?, ?>) one;
          Proven proven = left.remove((String) told.get("dct:identifier"));
          if (proven == null) {
            throw new Bad("The records tell of an event that is not proven.");
          }
          acts.add(new Told(told, proven));
        }
      }
      if (acts.isEmpty()) {
        throw new Bad("A record tells of no event.");
      }
      acts.sort(Comparator.comparingInt(Told::version));
      return acts;
    }

    private void checkAct(Told act, String before, String person) {
      Map<?, ?> told = act.told();
      Proven proven = act.proven();
      covered("status", told);
      String number = proven.text("eventId");
      String kind = proven.text("act");
      same("kind of event " + number, told.get("@type"), status(kind, proven.text("basis"), before));
      same("time of event " + number, told.get("dpv:isIndicatedAtTime"), proven.text("occurredAt"));
      same("time of recording of event " + number, told.get("dct:dateSubmitted"), proven.text("recordedAt"));
      boolean theirs = Set.of("RECONFIRMED", "REFUSED", "WITHDRAWN").contains(kind)
          || (kind.equals("GRANTED") && !"DECLARED".equals(proven.text("grade")));
      boolean toldTheirs = person.equals(told.get("dpv:isIndicatedBy"));
      if (kind.equals("REQUESTED") && toldTheirs) {
        // Older receipts say so; anybody may have typed the address.
        unproven.add("dpv:isIndicatedBy of event " + number);
      } else {
        same("author of event " + number, toldTheirs, theirs);
      }
      Object place = PLACES.stream()
          .filter(proven.opened()::containsKey)
          .findFirst()
          .<Object>map(proven.opened()::get)
          .orElse(kind);
      same("place of event " + number, told.get("dpv:isExercisedAt"), place);
      Object reason = proven.opened().get("reason");
      if (reason == null && told.containsKey("dpv:hasJustification") && proven.commitsTo("reason")) {
        // A receipt that shows no address tells the reason without the salt that would prove it.
        unproven.add("dpv:hasJustification of event " + number);
      } else {
        same("reason of event " + number, told.get("dpv:hasJustification"),
            reason == null ? null : Map.of("@type", List.of("dpv:Justification"), "skos:definition", reason));
      }
      Map<?, ?> notice = (Map<?, ?>) proven.event().get("notice");
      same("wording of event " + number, told.get("dpv:hasNotice"), notice == null ? null : named(notice));
    }

    /** Those that the acts name; what else stands there, nothing proves. */
    private void checkWordings(List<?> wordings, List<Told> acts) throws GeneralSecurityException {
      for (Object one : wordings) {
        Map<?, ?> wording = (Map<?, ?>) one;
        if (!List.of("dpv:ConsentNotice").equals(wording.get("@type"))) {
          wording.keySet().forEach(name -> unproven.add((String) name));
          continue;
        }
        covered("wording", wording);
        Map<String, Object> shown = Map.of(
            "key", wording.get("dct:title"),
            "version", new BigInteger((String) wording.get("dct:hasVersion")),
            "language", wording.get("dct:language"),
            "sha256", wording.get("schema:sha256"));
        boolean named = acts.stream()
            .anyMatch(act -> shown.equals(act.proven().event().get("notice")));
        if (!named
            || !HEX.formatHex(sha256(utf8((String) wording.get("schema:text")))).equals(shown.get("sha256"))) {
          throw new Bad("The records show a wording that no event names.");
        }
      }
    }

    private static Map<?, ?> only(Object list) {
      if (((List<?>) list).size() != 1) {
        throw new Bad("A record has one process and one purpose.");
      }
      return (Map<?, ?>) ((List<?>) list).get(0);
    }

    private static void same(String what, Object told, Object proven) {
      if (!Objects.equals(told, proven)) {
        throw new Bad("The records tell another " + what + " than the proofs.");
      }
    }

    private static String named(Map<?, ?> notice) {
      return UUID.nameUUIDFromBytes(
              utf8("reveil notice " + notice.get("key") + " " + notice.get("version") + " " + notice.get("language")))
          .toString();
    }

    private static List<String> basis(String basis) {
      return switch (basis) {
        case "CONSENT" -> List.of("dpv:ExpressedConsent", "eu-gdpr:A6-1-a");
        case "CUSTOMER_SOFT_OPT_IN", "PROFESSIONAL_LEGITIMATE_INTEREST" ->
            List.of("dpv:LegitimateInterest", "eu-gdpr:A6-1-f");
        case "TRANSACTIONAL" -> List.of("dpv:Contract", "eu-gdpr:A6-1-b");
        case "NONE" -> List.of();
        default -> throw new Bad("There is no basis " + basis + ".");
      };
    }

    private static List<String> status(String act, String basis, String before) {
      return switch (act) {
        case "REQUESTED", "DOI_SENT" -> List.of("dpv:ConsentRequested");
        case "GRANTED" -> List.of("dpv:ConsentGiven", "dpv:ExpressedConsent");
        case "RECONFIRMED" ->
            before.equals("CONSENT") ? List.of("dpv:RenewedConsentGiven", "dpv:ExpressedConsent") : resting(before);
        case "REFUSED" -> List.of("dpv:ConsentRefused");
        case "WITHDRAWN" ->
            List.of(INTERESTS.contains(before) ? "dpv:LegitimateInterestObjected" : "dpv:ConsentWithdrawn");
        case "EXPIRED" -> List.of("dpv:ConsentRequestDeferred");
        case "INVALIDATED" ->
            List.of(INTERESTS.contains(before) ? "dpv:LegitimateInterestStatus"
                : before.equals("TRANSACTIONAL") ? "dpv:ContractStatus" : "dpv:ConsentInvalidated");
        case "BASIS_SET" ->
            basis.equals("NONE") && INTERESTS.contains(before)
                ? List.of("dpv:LegitimateInterestStatus")
                : resting(basis);
        default -> throw new Bad("There is no act " + act + ".");
      };
    }

    private static List<String> resting(String basis) {
      return INTERESTS.contains(basis)
          ? List.of("dpv:LegitimateInterestInformed", "dpv:LegitimateInterestNotObjected")
          : List.of(basis.equals("TRANSACTIONAL") ? "dpv:ContractActive" : "dpv:ConsentUnknown");
    }
  }

  /** JSON, of which each member stands once. */
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
        throw new NotJson("Something follows the JSON.");
      }
      if (!(value instanceof Map)) {
        throw new NotJson("This is no JSON object.");
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
        case 'n' -> word("null", null);
        default -> number();
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
        Object value = value();
        if (members.containsKey(name)) {
          throw new Bad("A member stands twice.");
        }
        members.put(name, value);
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
          if (at + 4 > text.length()) {
            throw new NotJson("The file ends too early.");
          }
          at += 4;
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        default -> c;
      };
    }

    private Number number() {
      int from = at;
      while (at < text.length() && "-+.eE0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String number = text.substring(from, at);
      return number.matches("-?[0-9]+") ? new BigInteger(number) : new BigDecimal(number);
    }

    private Object word(String word, Object value) {
      if (!text.startsWith(word, at)) {
        throw new NotJson("This is not JSON.");
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
        throw new NotJson("This is not JSON.");
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw new NotJson("The file ends too early.");
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
