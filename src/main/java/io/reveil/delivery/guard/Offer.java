package io.reveil.delivery.guard;

import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.ContactId;
import java.util.Optional;

/**
 * A mail that the relay was offered, and took or refused for good.
 *
 * @param group of the address's mailbox provider
 * @param refusedFor empty: it was taken
 * @param said the words of the refusal, without an address; empty if it was taken
 */
public record Offer(
    ContactId contact, long message, String group, Optional<ReplyClass> refusedFor, String said) {}
