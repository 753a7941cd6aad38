/**
 * Keeps on this node's disk, encrypted, what was acknowledged while the database was away, and replays it, once, when the
 * database answers again (design section 9).
 *
 * <p>Who has something to keep declares a {@link io.reveil.job.spool.Kind}, appends to the {@link
 * io.reveil.job.spool.Spool} and answers when {@code append} has returned; a bean that is a {@link
 * io.reveil.job.spool.Spooled} takes the records of that kind back, some at a time, in one transaction with the receipts
 * that keep them from being taken twice. While a spool is not empty its node sends nothing.
 *
 * <p>Owns: {@code spool_receipt}. Public: {@link Entry}, {@link Kind}, {@link Receipt}, {@link Spool}, {@link Spooled}.
 */
@NullMarked
package io.reveil.job.spool;

import org.jspecify.annotations.NullMarked;
