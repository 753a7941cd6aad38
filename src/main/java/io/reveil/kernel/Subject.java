package io.reveil.kernel;

import java.util.Optional;

/**
 * A person as a rights request sees one: a contact, or only an address (pending, suppressed). Whoever has a contact erased
 * names the address, too, where there is one: what they had left is kept by it (A49).
 */
public record Subject(Optional<ContactId> contact, Optional<EmailAddress> address) {}
