package io.reveil.contact;

import java.time.Instant;
import java.util.Optional;

/**
 * Where we have somebody's data from (A17). Where it was not the person, their letters say so (A18).
 *
 * @param name of the provider or site; present where it was not the person
 * @param at when we got them; present where it was not the person
 */
public record Provenance(Type type, Optional<String> name, Optional<Instant> at) {
  public Provenance {
    if (!type.isThePerson() && (name.isEmpty() || at.isEmpty())) {
      throw new IllegalArgumentException("data from elsewhere have a provider and a date (A17)");
    }
  }

  /** Who gave us the data. */
  public enum Type {
    OWN_FORM,
    SALE,
    THIRD_PARTY,
    PUBLIC_WEB;

    /** Whether the person did. */
    public boolean isThePerson() {
      return this == OWN_FORM || this == SALE;
    }
  }

  /** Whether it is who gave us the data there, whenever that was. */
  public boolean isSameSource(Provenance other) {
    return type == other.type && (type.isThePerson() || name.equals(other.name));
  }

  /** As the person typed it into a form of ours. */
  static Provenance typed(Instant at) {
    return new Provenance(Type.OWN_FORM, Optional.empty(), Optional.of(at));
  }
}
