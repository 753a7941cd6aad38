package io.reveil.tracking;

import static io.reveil.consent.wording.PurposeKind.LINK_TRACKING;
import static io.reveil.consent.wording.PurposeKind.OPEN_TRACKING;
import static java.util.Objects.requireNonNull;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people said to being measured: each a purpose of its own, of the controller who writes to them (A30, A37). */
@Singleton
public class Wills {
  private final Permissions permissions;
  private final Purposes purposes;
  /** Asked for every click; what is declared does not change while this runs. */
  private final Map<PurposeKind, Purpose> only;

  Wills(Permissions permissions, Purposes purposes) {
    this.permissions = permissions;
    this.purposes = purposes;
    this.only = only(purposes);
  }

  /** What somebody said. */
  public enum Will {
    AGREED,
    /** Never asked, or nothing is known of it. */
    NOT_ASKED,
    /** Refused, withdrawn, or silent (A36). */
    REFUSED
  }

  /** What some people said to being measured by mail for these purposes, and to the mail itself; one statement. */
  Recorded of(Collection<ContactId> people, Collection<Purpose> letters) {
    return read(people, letters, letters, EnumSet.of(OPEN_TRACKING, LINK_TRACKING));
  }

  /**
   * What they said to being measured in these ways alone. Each purpose more is a seek more for each of them, and here
   * people wait.
   *
   * @param kinds of OPEN_TRACKING and LINK_TRACKING
   */
  public Recorded of(
      Collection<ContactId> people, Collection<Purpose> letters, Set<PurposeKind> kinds) {
    return of(people, letters, kinds, List.of());
  }

  /** @param wanted letters of which it counts whether they are wanted themselves (A32) */
  Recorded of(
      Collection<ContactId> people,
      Collection<Purpose> letters,
      Set<PurposeKind> kinds,
      Collection<Purpose> wanted) {
    return read(people, letters, wanted, kinds);
  }

  /** Whether it makes no difference whose letter it was: one controller alone writes. */
  boolean isOne(PurposeKind kind) {
    return only.containsKey(kind);
  }

  /** Who of these agrees to being measured so, whatever the letter; where that is one purpose. */
  Set<ContactId> agreed(PurposeKind kind, Collection<ContactId> people) {
    return permissions.granted(people, Channel.EMAIL, requireNonNull(only.get(kind)));
  }

  private static Map<PurposeKind, Purpose> only(Purposes purposes) {
    boolean several =
        purposes.all().stream().map(PurposeSheet::controller).distinct().count() > 1;
    return several
        ? Map.of()
        : purposes.measuring().stream()
            .collect(Collectors.toMap(PurposeSheet::kind, PurposeSheet::id));
  }

  private Recorded read(
      Collection<ContactId> people,
      Collection<Purpose> letters,
      Collection<Purpose> beside,
      Set<PurposeKind> kinds) {
    Map<Purpose, Measuring> measuring = new HashMap<>();
    Set<Purpose> asked = new LinkedHashSet<>(beside);
    for (Purpose letter : letters) {
      Measuring own =
          new Measuring(measuring(letter, OPEN_TRACKING), measuring(letter, LINK_TRACKING));
      measuring.put(letter, own);
      kinds.forEach(kind -> own.of(kind).ifPresent(asked::add));
    }
    return new Recorded(measuring, permissions.states(people, Channel.EMAIL, asked));
  }

  /** The purposes under which a letter may be measured. */
  private record Measuring(Optional<Purpose> opens, Optional<Purpose> links) {
    private static final Measuring NONE = new Measuring(Optional.empty(), Optional.empty());

    Optional<Purpose> of(PurposeKind kind) {
      return kind == PurposeKind.OPEN_TRACKING ? opens : links;
    }
  }

  /** The words of several people. */
  public static final class Recorded {
    private final Map<Purpose, Measuring> measuring;
    private final Map<ConsentKey, ConsentState> states;

    private Recorded(Map<Purpose, Measuring> measuring, Map<ConsentKey, ConsentState> states) {
      this.measuring = measuring;
      this.states = states;
    }

    /**
     * @param letter the purpose of the mail whose opens or links are meant
     * @param kind OPEN_TRACKING or LINK_TRACKING
     */
    public Will will(ContactId person, Purpose letter, PurposeKind kind) {
      return measuring
          .getOrDefault(letter, Measuring.NONE)
          .of(kind)
          .map(purpose -> will(person, purpose))
          .orElse(Will.NOT_ASKED);
    }

    private Will will(ContactId person, Purpose purpose) {
      return state(person, purpose)
          .map(known -> switch (known) {
            case GRANTED -> Will.AGREED;
            case NONE -> Will.NOT_ASKED;
            case REFUSED, WITHDRAWN, EXPIRED -> Will.REFUSED;
          })
          .orElse(Will.NOT_ASKED);
    }

    /** Whether the mail itself was agreed to: only then may the day of its opening be kept without more (A32). */
    boolean isWanted(ContactId person, Purpose letter) {
      return state(person, letter).filter(ConsentState.GRANTED::equals).isPresent();
    }

    private Optional<ConsentState> state(ContactId person, Purpose purpose) {
      return Optional.ofNullable(states.get(new ConsentKey(person, Channel.EMAIL, purpose)));
    }
  }

  private Optional<Purpose> measuring(Purpose letter, PurposeKind kind) {
    return purposes
        .find(letter)
        .flatMap(sheet -> purposes.measuring().stream()
            .filter(each -> each.kind() == kind && each.controller().equals(sheet.controller()))
            .map(PurposeSheet::id)
            .findFirst());
  }
}
