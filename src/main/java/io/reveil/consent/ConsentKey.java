package io.reveil.consent;

import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;

/** What consent is given for; the controller follows from the purpose (E1). */
public record ConsentKey(ContactId contact, Channel channel, Purpose purpose) {}
