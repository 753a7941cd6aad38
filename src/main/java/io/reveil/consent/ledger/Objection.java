package io.reveil.consent.ledger;

import java.time.Instant;

/** What shows that a person wants no more of it. */
public sealed interface Objection extends Evidence {
  /** An unsubscribe, by link or one-click header. */
  record LinkUsed(Instant occurredAt, Means means, long messageId, int linkKeyId)
      implements Objection {}

  /**
   * "This was not me", of a request that somebody or something had confirmed, and of which nothing else is left; or from the
   * mailbox that a change of address had left (B11, A43).
   */
  record Denied(Instant occurredAt, long requestId, int linkKeyId) implements Objection {}

  /**
   * The person called the mail spam, and the mailbox provider told us (B15).
   *
   * @param source by which way
   * @param report names the report as it was received, in hexadecimal digits
   */
  record Complained(Instant occurredAt, String source, long messageId, String report)
      implements Objection {
    public Complained {
      Openings.demand("source", source);
      Openings.demand("report", report);
    }
  }

  /**
   * The person unsubscribed with the service that sends our mail, by a link of its own, and it told us.
   *
   * @param source which service
   * @param report names the report as it was received, in hexadecimal digits
   */
  record LeftElsewhere(Instant occurredAt, String source, long messageId, String report)
      implements Objection {
    public LeftElsewhere {
      Openings.demand("source", source);
      Openings.demand("report", report);
    }
  }

  /**
   * Said to somebody, on the phone, by letter or in the shop, and brought in by a list.
   *
   * @param occurredAt when it was said, or when we learned of it
   * @param source who was told, as the list says
   */
  record ToldUs(Instant occurredAt, String source, long importRun)
      implements Objection, Evidence.Listed {
    public ToldUs {
      Openings.demand("source", source);
    }
  }

  /**
   * The address stood on the list of oppositions, and its holder now asked for some purposes by name: for all others the
   * opposition goes on here, as the ban ends (GDPR art. 21).
   *
   * @param occurredAt since when the address stood there
   * @param source of the ban, as its list says
   */
  record Opposed(Instant occurredAt, String source) implements Objection {
    public Opposed {
      Openings.demand("source", source);
    }
  }

  /** How a withdrawal reached us. */
  enum Means {
    /** The mail program's button (RFC 8058). */
    ONE_CLICK,
    /** A button on the page of the link. */
    PAGE,
    /** A box unticked and saved on the page of preferences. */
    PREFERENCES,
    /** "This was not me", of a request that somebody or something had confirmed (B11). */
    NOT_ME
  }
}
