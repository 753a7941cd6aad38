package io.reveil.tracking;

/** What was fetched. */
public enum HitKind {
  CLICK,
  OPEN
}
