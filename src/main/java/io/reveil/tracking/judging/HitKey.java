package io.reveil.tracking.judging;

import io.reveil.kernel.ContactId;
import io.reveil.tracking.Hit;

/** Which hit. */
record HitKey(ContactId contact, long id) {
  static HitKey of(Hit hit) {
    return new HitKey(hit.contact(), hit.id());
  }
}
