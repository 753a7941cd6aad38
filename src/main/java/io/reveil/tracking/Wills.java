package io.reveil.tracking;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What people said to being measured: each a purpose of its own, of the controller who writes to them (A30, A37). */
@Singleton
class Wills {
  private final Permissions permissions;
  private final Purposes purposes;

  Wills(Permissions permissions, Purposes purposes) {
    this.permissions = permissions;
    this.purposes = purposes;
  }

  /** What somebody said. */
  enum Will {
    AGREED,
    /** Never asked, or nothing is known of it. */
    NOT_ASKED,
    /** Refused, withdrawn, or silent (A36). */
    REFUSED
  }

  /** What is recorded of some people; one statement. */
  Recorded of(Collection<ContactId> people) {
    Map<ConsentKey, CurrentConsent> rows = new HashMap<>();
    permissions.list(people).forEach(row -> rows.put(row.key(), row));
    return new Recorded(rows);
  }

  /** The words of several people. */
  final class Recorded {
    private final Map<ConsentKey, CurrentConsent> rows;

    private Recorded(Map<ConsentKey, CurrentConsent> rows) {
      this.rows = rows;
    }

    /** @param letter the purpose of the mail whose opens or links are meant */
    Will will(ContactId person, Purpose letter, PurposeKind measuring) {
      Optional<ConsentState> state = purposes
          .find(letter)
          .flatMap(sheet -> measuring(sheet, measuring))
          .flatMap(sheet -> row(person, sheet.id()))
          .map(CurrentConsent::state);
      return state
          .map(known -> switch (known) {
            case GRANTED -> Will.AGREED;
            case NONE -> Will.NOT_ASKED;
            case REFUSED, WITHDRAWN, EXPIRED -> Will.REFUSED;
          })
          .orElse(Will.NOT_ASKED);
    }

    /** Whether the mail itself was agreed to: only then may the day of its opening be kept without more (A32). */
    boolean isWanted(ContactId person, Purpose letter) {
      return row(person, letter)
          .filter(row -> row.state() == ConsentState.GRANTED)
          .isPresent();
    }

    private Optional<CurrentConsent> row(ContactId person, Purpose purpose) {
      return Optional.ofNullable(rows.get(purposes.key(person, purpose)));
    }
  }

  private Optional<PurposeSheet> measuring(PurposeSheet letter, PurposeKind kind) {
    return purposes.all().stream()
        .filter(sheet -> sheet.kind() == kind
            && sheet.channel() == Channel.EMAIL
            && sheet.controller().equals(letter.controller()))
        .findFirst();
  }
}
