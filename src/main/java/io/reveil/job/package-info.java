/**
 * Recurring work on any number of nodes, short transactions that are retried whole, ids, leases.
 *
 * <p>Owns: {@code lease}. Public: {@link Columns}, {@link Database}, {@link DatabaseException}, {@link Folders},
 * {@link Ids}, {@link JobConfig}, {@link Leases}, {@link OwnerOnly}, {@link Raced}, {@link Recurring},
 * {@link SchemaChanges}.
 */
@NullMarked
package io.reveil.job;

import org.jspecify.annotations.NullMarked;
