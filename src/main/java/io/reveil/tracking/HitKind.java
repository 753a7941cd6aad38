package io.reveil.tracking;

import io.reveil.consent.wording.PurposeKind;

/** What was fetched. */
public enum HitKind {
  CLICK(PurposeKind.LINK_TRACKING),
  OPEN(PurposeKind.OPEN_TRACKING);

  private final PurposeKind measuring;

  HitKind(PurposeKind measuring) {
    this.measuring = measuring;
  }

  /** What a person agrees to who lets it be measured (A30, A37). */
  public PurposeKind measuring() {
    return measuring;
  }
}
