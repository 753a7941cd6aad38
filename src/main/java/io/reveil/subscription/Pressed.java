package io.reveil.subscription;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.link.Verified;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person pressed on the page of a link, as the spool keeps it: by an older version of Réveil, perhaps, so that
 * this form never changes.
 *
 * @param link as it was verified before it was kept
 * @param words what was pressed, in the words of the package that keeps it
 */
public record Pressed(Verified.Authentic link, List<String> words) {
  public Pressed {
    words = List.copyOf(words);
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(link.contact().value());
      out.writeLong(link.reference());
      out.writeInt(link.keyId());
      out.writeBoolean(link.digest().isPresent());
      if (link.digest().isPresent()) {
        out.writeInt(link.digest().get().pepperId());
        out.write(link.digest().get().bytes());
      }
      out.writeInt(words.size());
      for (String word : words) {
        out.writeUTF(word);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Pressed read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      ContactId contact = new ContactId(in.readLong());
      long reference = in.readLong();
      int keyId = in.readInt();
      Optional<AddressDigest> digest =
          in.readBoolean() ? Optional.of(digest(in)) : Optional.empty();
      List<String> words = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        words.add(in.readUTF());
      }
      return new Pressed(new Verified.Valid(contact, reference, digest, keyId), words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AddressDigest digest(DataInputStream in) throws IOException {
    int pepperId = in.readInt();
    return new AddressDigest(in.readNBytes(AddressDigest.LENGTH), pepperId);
  }
}
