package io.reveil.campaign;

import io.reveil.kernel.Purpose;
import java.time.Instant;

/**
 * A sequence by which we ask the inactive whether they stay.
 *
 * @param version the present one; enrolments keep their own
 */
public record Campaign(long id, String name, int version, Purpose purpose, Instant createdAt) {}
