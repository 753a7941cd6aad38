package io.reveil.tracking;

import io.reveil.kernel.ContactId;

/** Which hit. */
public record HitKey(ContactId contact, long id) {
  public static HitKey of(Hit hit) {
    return new HitKey(hit.contact(), hit.id());
  }
}
