package io.reveil.subscription.request;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;

/** A change of address that a request stands for (A43). */
public sealed interface Move {
  /** The person's letters shall go to this address, which was nobody's. */
  record To(EmailAddress address) implements Move {}

  /** The address was another contact's already: that one is asked, and takes the place of this one. */
  record From(ContactId former) implements Move {}
}
