package io.reveil.delivery.queue;

import io.reveil.delivery.Message;

/**
 * A message that waits, with what only delivery knows of it.
 *
 * @param attempts how many times it was offered to the relay
 */
public record Queued(Message message, String group, int attempts) {}
