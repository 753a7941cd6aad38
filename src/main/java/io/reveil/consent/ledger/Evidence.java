package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.Doorway;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.kernel.Actor;
import io.reveil.kernel.EmailAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What shows that an act happened; each record cannot be built incomplete (A10, E6). {@code occurredAt} is the time of
 * the act itself and is cut to the time of recording if it lies after it (E2).
 */
public sealed interface Evidence
    permits Evidence.Asked,
        Evidence.DoiMailSent,
        Evidence.LinkConfirmed,
        Evidence.Listed,
        Evidence.BasisLeft,
        Evidence.Undone,
        Evidence.BoxTicked,
        Evidence.Stayed,
        Evidence.NotMe,
        Evidence.LeftUnticked,
        Evidence.AddressLeft,
        Evidence.RuleApplied,
        Objection {
  /** What the ledger keeps of one value. */
  int LONGEST = 2_000;

  Instant occurredAt();

  /** Somebody asks that the owner of a mailbox be asked: no consent yet. */
  sealed interface Asked extends Evidence {}

  /**
   * Somebody filled in a form or called the API with these purposes: a request, no consent yet.
   *
   * @param address empty where it is not the contact's own: its owner is asked, and named once they agree (A12, A43)
   */
  record FormPosted(
      Instant occurredAt,
      Optional<EmailAddress> address,
      String formId,
      Doorway doorway,
      NoticeRef notice,
      long requestId)
      implements Asked {
    public FormPosted {
      Openings.demand("formId", formId);
    }
  }

  /**
   * Somebody asked for a new link to a request that nobody answered. Nothing was ticked or read for it, so that it names no
   * wording: that of the request it repeats.
   *
   * @param address as for a form
   * @param place what stands for a form's name
   * @param repeats the request that this takes the place of
   */
  record LinkAskedFor(
      Instant occurredAt,
      Optional<EmailAddress> address,
      String place,
      Doorway doorway,
      long repeats,
      long requestId)
      implements Asked {
    public LinkAskedFor {
      Openings.demand("formId", place);
    }
  }

  /** The double opt-in mail was accepted by the relay. */
  record DoiMailSent(Instant occurredAt, long requestId, String messageId, NoticeRef notice)
      implements Evidence {
    public DoiMailSent {
      Openings.demand("messageId", messageId);
    }
  }

  /** The person pressed the button on the page of the confirm link. */
  record LinkConfirmed(
      Instant occurredAt,
      EmailAddress address,
      String formId,
      Doorway doorway,
      NoticeRef notice,
      long requestId,
      String doiMessageId,
      int linkKeyId,
      Circumstances circumstances)
      implements Evidence {
    public LinkConfirmed {
      Openings.demand("formId", formId);
      Openings.demand("doiMessageId", doiMessageId);
    }

    /** The same press, for what was agreed to beside it. */
    public LinkConfirmed of(Doorway shownAt, NoticeRef read) {
      return new LinkConfirmed(
          occurredAt,
          address,
          formId,
          shownAt,
          read,
          requestId,
          doiMessageId,
          linkKeyId,
          circumstances);
    }
  }

  /** What a file of the controller can say: it declares, shows, claims, ends, tells or finds invalid, nothing else. */
  sealed interface Listed extends Evidence
      permits Declared, BasisShown, ClaimWithoutProof, BasisLost, Invalidated, Objection.ToldUs {}

  /**
   * An import declares a consent, with date, source and text (A14).
   *
   * @param address that it was given for; empty on channels other than e-mail
   */
  record Declared(
      Instant occurredAt,
      Optional<EmailAddress> address,
      String source,
      String text,
      long importRun)
      implements Listed {
    public Declared {
      Openings.demand("source", source);
      Openings.demand("text", text);
    }
  }

  /** What shows that writing may rest on something else than consent. {@code occurredAt} is when the data were collected. */
  sealed interface BasisShown extends Listed {
    Basis basis();
  }

  /**
   * A customer (A15): details collected from the person at a sale, by the controller itself, and a simple and free way to
   * refuse shown at that moment.
   *
   * @param address that was given at the sale; empty on channels other than e-mail
   * @param source where they were collected
   * @param sale what was sold; campaigns to such customers say in what their offer is similar
   * @param refusal how one could refuse when giving the details
   */
  record SoldTo(
      Instant occurredAt,
      Optional<EmailAddress> address,
      String source,
      String sale,
      String refusal,
      long importRun)
      implements BasisShown {
    public SoldTo {
      Openings.demand("source", source);
      Openings.demand("sale", sale);
      Openings.demand("refusal", refusal);
    }

    @Override
    public Basis basis() {
      return Basis.CUSTOMER_SOFT_OPT_IN;
    }
  }

  /**
   * A professional (A16), told where the address came from and what it would serve, and how to refuse.
   *
   * @param address that they are known by; empty on channels other than e-mail
   * @param source where the address came from
   * @param information what the person was told
   * @param refusal how one could refuse
   */
  record ToldProfessional(
      Instant occurredAt,
      Optional<EmailAddress> address,
      String source,
      String information,
      String refusal,
      long importRun)
      implements BasisShown {
    public ToldProfessional {
      Openings.demand("source", source);
      Openings.demand("information", information);
      Openings.demand("refusal", refusal);
    }

    @Override
    public Basis basis() {
      return Basis.PROFESSIONAL_LEGITIMATE_INTEREST;
    }
  }

  /** Messages that a contract or the law demands: they offer nothing (A53). */
  record UnderContract(Instant occurredAt, String contract, long importRun) implements BasisShown {
    public UnderContract {
      Openings.demand("contract", contract);
    }

    @Override
    public Basis basis() {
      return Basis.TRANSACTIONAL;
    }
  }

  /** An import claims a consent or another basis, and a part of its proof is missing: basis NONE, EVIDENCE_MISSING (A14). */
  record ClaimWithoutProof(Instant occurredAt, String missing, long importRun) implements Listed {
    public ClaimWithoutProof {
      Openings.demand("missing", missing);
    }
  }

  /**
   * An import says what ends a basis: who is no professional any more is not written to as one, nor again later without
   * being told anew (A16).
   *
   * @param because as the import says it
   */
  record BasisLost(Instant occurredAt, Basis basis, String because, long importRun)
      implements Listed {
    public BasisLost {
      Openings.demand("because", because);
    }
  }

  /** Wanted back on the page that said it had stopped, in the same visit: a new agreement to the text shown there. */
  record Undone(
      Instant occurredAt,
      NoticeRef notice,
      long messageId,
      int linkKeyId,
      Circumstances circumstances)
      implements Evidence {
    public static final String MEANS = "UNDO";
  }

  /** A box ticked and saved on the page of preferences, which is reached by a link in the person's own mailbox. */
  record BoxTicked(
      Instant occurredAt,
      URI page,
      NoticeRef notice,
      long messageId,
      int linkKeyId,
      Circumstances circumstances)
      implements Evidence {
    public BoxTicked {
      Openings.demand("page", page.toString());
    }
  }

  /** "I stay": consent reaffirmed by a POST. */
  record Stayed(Instant occurredAt, long messageId, int linkKeyId, Circumstances circumstances)
      implements Evidence {}

  /** "This was not me". */
  record NotMe(Instant occurredAt, long requestId, int linkKeyId) implements Evidence {}

  /** Asked on a page whose button was pressed, and left unticked: silence is a refusal (A36). */
  record LeftUnticked(Instant occurredAt, Doorway doorway, long requestId, int linkKeyId)
      implements Evidence {}

  /** Letters go to another address from now on: what was agreed to for the former one ends with it (A43). */
  record AddressLeft(Instant occurredAt, long requestId, int linkKeyId) implements Evidence {
    /** As its opening names it. */
    public static final String MEANS = "ADDRESS_LEFT";
  }

  /**
   * Letters go to another address from now on: what rested on something else than an agreement was shown for the former one.
   * The person said nothing against it, and it may be shown anew (A43).
   */
  record BasisLeft(Instant occurredAt, long requestId, int linkKeyId) implements Evidence {}

  /** A rule of ours: a request never confirmed. */
  record RuleApplied(Instant occurredAt, Actor.Rule rule, Optional<Long> requestId)
      implements Evidence {}

  /**
   * Somebody of the controller found that what stands was never valid: an import that was wrong, a form whose wording was
   * defective (E5).
   *
   * @param reason which the person may read
   * @param by who decided it
   */
  record Invalidated(Instant occurredAt, String reason, Actor.Operator by) implements Listed {
    public Invalidated {
      Openings.demand("reason", reason);
      Openings.demand("by", by.name());
    }
  }
}
