package io.reveil.bounce.imap;

/**
 * How far a folder is read, by the UIDs that its server gives to mails in their order.
 *
 * @param validity as long as it stays the same, so do the UIDs (RFC 3501 §2.3.1.1)
 * @param takenTo what is up to here was acted upon
 * @param movedTo what is up to here has left the folder, too
 */
record Place(long validity, long takenTo, long movedTo) {
  Place takenTo(long uid) {
    return new Place(validity, uid, movedTo);
  }

  Place moved() {
    return new Place(validity, takenTo, takenTo);
  }
}
