package io.reveil.delivery;

import io.reveil.kernel.NoMail;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a message, told once, when its state is final.
 *
 * @param dropped why, if DROPPED
 * @param replyClass if FAILED
 */
public record Settled(
    Message message,
    MessageState state,
    Instant at,
    Optional<NoMail> dropped,
    Optional<ReplyClass> replyClass,
    String messageIdHeader) {}
