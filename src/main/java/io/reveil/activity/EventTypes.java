package io.reveil.activity;

import jakarta.inject.Singleton;
import java.util.List;

/** The kinds of events that the CRM may tell of a contact, as declared in {@code reveil.activity.event-types}. */
@Singleton
public final class EventTypes {
  private final List<String> names;

  EventTypes(ActivityConfig config) {
    names = config.eventTypes();
  }

  /** In the order declared. */
  public List<String> all() {
    return names;
  }

  public boolean isDeclared(String name) {
    return names.contains(name);
  }
}
