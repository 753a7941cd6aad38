package io.reveil.delivery;

/**
 * A message that waits, with what only delivery knows of it.
 *
 * @param attempts how many times it was offered to the relay
 */
record Queued(Message message, String group, int attempts) {}
