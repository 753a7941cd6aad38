package io.reveil.kernel;

import java.util.List;

/**
 * The caller's mistake, refused with a code, a sentence and the fix. At the edge it becomes a problem (RFC 9457). It
 * never carries an address or a token (A58).
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of refusal this is, hence its HTTP status and the exit code of a command. */
  public enum Kind {
    /** The input is wrong: 400. */
    INVALID(400),
    /** Nobody is known by this key: 401. */
    UNAUTHENTICATED(401),
    /** Known, but not allowed: 403. */
    FORBIDDEN(403),
    /** There is no such thing: 404. */
    ABSENT(404),
    /** It contradicts what is already so: 409. */
    CONFLICT(409),
    /** Larger than the configured bound: 413. */
    TOO_LARGE(413),
    /** Too often: 429. */
    TOO_MANY(429),
    /** A guard refuses it although the input is right: 422. */
    REFUSED(422),
    /** Something we need is away; try again: 503. */
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /** One thing wrong with one field: where, what, and how to mend it. */
  public record Detail(String field, String message) {}

  private final Kind kind;
  private final String code;
  private final transient List<Detail> details;

  /** @param code stable, for programs: {@code UNKNOWN_CAMPAIGN} */
  public Fault(Kind kind, String code, String message, List<Detail> details) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = List.copyOf(details);
  }

  public Fault(Kind kind, String code, String message) {
    this(kind, code, message, List.of());
  }

  public static Fault invalid(String field, String message) {
    return new Fault(Kind.INVALID, "INVALID", message, List.of(new Detail(field, message)));
  }

  public static Fault absent(String code, String message) {
    return new Fault(Kind.ABSENT, code, message);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** Empty after deserialisation, which never happens here. */
  public List<Detail> details() {
    return details;
  }
}
