package io.reveil.link;

import io.reveil.kernel.ContactId;

/** A mail of ours, as its envelope sender, its Message-ID or one of its links names it. */
public record SentMail(ContactId contact, long messageId) {}
