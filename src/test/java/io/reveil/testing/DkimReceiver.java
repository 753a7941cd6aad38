package io.reveil.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.jdkim.DKIMCommon;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;
import org.apache.james.jdkim.impl.Message;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;

/**
 * A server that receives mail and verifies its signatures by Apache JDKIM, another's code than ours. That knows RSA alone: of
 * Ed25519 it makes the text that was signed, and the JDK verifies it.
 */
public final class DkimReceiver extends DKIMCommon {
  private static final byte[] BEFORE_POINT = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final Pattern LINE = Pattern.compile("(\\S+)\\. IN TXT (\".*\")");

  private final Map<String, String> zone;

  /** @param zone the DNS: a line for each record */
  public DkimReceiver(List<String> zone) {
    this.zone = zone.stream()
        .map(LINE::matcher)
        .filter(line -> line.matches())
        .collect(Collectors.toMap(
            line -> line.group(1), line -> line.group(2).replace("\" \"", "").replace("\"", "")));
  }

  /** The selectors of the signatures that are good. */
  public Set<String> verified(String mail) {
    Set<String> good = new TreeSet<>(byRsa(mail));
    for (SignatureRecord signature : signatures(mail)) {
      if (signature.getHashKeyType().toString().equals("ed25519") && isGood(signature, mail)) {
        good.add(signature.getSelector().toString());
      }
    }
    return good;
  }

  private Set<String> byRsa(String mail) {
    DKIMVerifier verifier = new DKIMVerifier(
        (_, selector, domain) -> record(selector, domain).stream().toList());
    try {
      return verifier.verify(bytes(mail)).stream()
          .map(signature -> signature.getSelector().toString())
          .collect(Collectors.toSet());
    } catch (FailException _) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All signatures, in their order. */
  public static List<SignatureRecord> signatures(String mail) {
    return message(mail).getFields("DKIM-Signature").stream()
        .map(field ->
            (SignatureRecord) new SignatureRecordImpl(field.substring(field.indexOf(':') + 1)))
        .toList();
  }

  private boolean isGood(SignatureRecord signature, String mail) {
    Optional<PublicKey> key = record(signature.getSelector(), signature.getDToken())
        .filter(record -> record.startsWith("v=DKIM1; k=ed25519; p="))
        .map(record -> key(record.replaceFirst(".*p=", "")));
    if (key.isEmpty()) {
      return false;
    }
    try {
      BodyHasherImpl body = new BodyHasherImpl(signature);
      streamCopy(message(mail).getBodyInputStream(), body.getOutputStream());
      Signature hashed = new Hashed();
      hashed.initVerify(key.get());
      signatureCheck(message(mail), signature, signature.getHeaders(), hashed);
      return Arrays.equals(body.getDigest(), signature.getBodyHash())
          && hashed.verify(signature.getSignature());
    } catch (FailException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> record(CharSequence selector, CharSequence domain) {
    return Optional.ofNullable(zone.get(selector + "._domainkey." + domain));
  }

  private static PublicKey key(String point) {
    byte[] raw = Base64.getDecoder().decode(point);
    byte[] encoded = Arrays.copyOf(BEFORE_POINT, BEFORE_POINT.length + raw.length);
    System.arraycopy(raw, 0, encoded, BEFORE_POINT.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Message message(String mail) {
    try {
      return new Message(bytes(mail));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteArrayInputStream bytes(String mail) {
    return new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8));
  }

  /** Ed25519 of the SHA-256 of a text (RFC 8463), which the JDK has no name for. */
  private static final class Hashed extends Signature {
    private final MessageDigest hash;
    private final Signature plain;

    Hashed() throws NoSuchAlgorithmException {
      super("SHA256thenEd25519");
      hash = MessageDigest.getInstance("SHA-256");
      plain = Signature.getInstance("Ed25519");
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      plain.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte sign) {
      hash.update(sign);
    }

    @Override
    protected void engineUpdate(byte[] text, int from, int length) {
      hash.update(text, from, length);
    }

    @Override
    protected boolean engineVerify(byte[] signed) throws SignatureException {
      plain.update(hash.digest());
      return plain.verify(signed);
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) throws InvalidParameterException {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) throws InvalidParameterException {
      throw new UnsupportedOperationException();
    }
  }
}
