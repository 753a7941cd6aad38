/**
 * Recurring work on any number of nodes, short transactions that are retried whole, ids, leases.
 *
 * <p>Owns: {@code lease}. Public: {@link io.reveil.job.Database}, {@link io.reveil.job.Ids}, {@link
 * io.reveil.job.Leases}, {@link io.reveil.job.Recurring}.
 */
@NullMarked
package io.reveil.job;

import org.jspecify.annotations.NullMarked;
