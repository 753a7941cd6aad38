package io.reveil.tracking;

import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A link or an image that was asked for, as it came in.
 *
 * @param receipt the same again is the same
 */
record Fetched(
    long receipt,
    HitKind kind,
    HitLink of,
    Hit.Means means,
    Instant at,
    String network,
    Optional<String> agent) {
  private static final byte PERSON = 1;
  private static final byte DAY = 2;
  private static final byte WAVE = 3;

  /** The mail it is of, where it is one person's. */
  Optional<SentMail> mail() {
    return switch (of) {
      case HitLink.OfPerson person -> Optional.of(person.mail());
      case HitLink.DayOfPerson day -> Optional.of(day.mail());
      case HitLink.OfWave _ -> Optional.empty();
    };
  }

  /** What is kept of it, where it names a person and what they followed. */
  Optional<Hit> hit() {
    return switch (of) {
      case HitLink.OfPerson(SentMail mail, long link) ->
        Optional.of(new Hit(
            mail.contact(),
            receipt,
            mail.messageId(),
            kind,
            link,
            means,
            at,
            Optional.of(network),
            agent));
      case HitLink.DayOfPerson _, HitLink.OfWave _ -> Optional.empty();
    };
  }

  /** As it lies on disk during an outage, and in the journal; {@link #read} ends where this ended. */
  void write(DataOutput out) throws IOException {
    out.writeLong(receipt);
    out.writeUTF(kind.name());
    switch (of) {
      case HitLink.OfPerson(SentMail mail, long link) -> write(out, PERSON, mail, link);
      case HitLink.DayOfPerson(SentMail mail) -> write(out, DAY, mail, 0);
      case HitLink.OfWave(long wave, long link) ->
        write(out, WAVE, new SentMail(new ContactId(0), wave), link);
    }
    out.writeUTF(means.name());
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    out.writeUTF(network);
    out.writeBoolean(agent.isPresent());
    out.writeUTF(agent.orElse(""));
  }

  private static void write(DataOutput out, byte of, SentMail mail, long link) throws IOException {
    out.writeByte(of);
    out.writeLong(mail.contact().value());
    out.writeLong(mail.messageId());
    out.writeLong(link);
  }

  static Fetched read(DataInput in) throws IOException {
    long receipt = in.readLong();
    HitKind kind = HitKind.valueOf(in.readUTF());
    HitLink of = link(in);
    Hit.Means means = Hit.Means.valueOf(in.readUTF());
    Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    String network = in.readUTF();
    boolean isNamed = in.readBoolean();
    Optional<String> agent = Optional.of(in.readUTF()).filter(_ -> isNamed);
    return new Fetched(receipt, kind, of, means, at, network, agent);
  }

  private static HitLink link(DataInput in) throws IOException {
    byte of = in.readByte();
    SentMail mail = new SentMail(new ContactId(in.readLong()), in.readLong());
    long link = in.readLong();
    return switch (of) {
      case PERSON -> new HitLink.OfPerson(mail, link);
      case DAY -> new HitLink.DayOfPerson(mail);
      case WAVE -> new HitLink.OfWave(mail.messageId(), link);
      default -> throw new IOException("no hit is of kind " + of);
    };
  }
}
