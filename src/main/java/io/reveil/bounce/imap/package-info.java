/**
 * Reads a mailbox by IMAP: acts, commits, then moves what was read; touches nothing that is not ours.
 *
 * <p>Owns: {@code inbound_mailbox}. Public: nothing.
 */
@NullMarked
package io.reveil.bounce.imap;

import org.jspecify.annotations.NullMarked;
