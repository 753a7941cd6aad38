package io.reveil.delivery.lane;

import io.reveil.delivery.gate.Ready;
import io.reveil.delivery.queue.Chunks.Chunk;
import java.time.Instant;
import java.util.List;

/**
 * A chunk in the hands of one lane.
 *
 * @param until when others may take it
 * @param tokens how many mails the pace still lets go
 * @param ready the group whose intent is committed
 */
record HeldChunk(Chunk chunk, Instant until, int tokens, List<Ready> ready) {}
