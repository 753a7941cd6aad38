package io.reveil.kernel;

import java.util.Optional;

/** A person as a rights request sees one: a contact, or only an address (pending, suppressed). */
public record Subject(Optional<ContactId> contact, Optional<EmailAddress> address) {}
