/**
 * Whether the law lets us write to somebody now, and on what it rests: what the ledger, the suppression list, the
 * contact and the law of the person's country say together.
 *
 * <p>Owns: nothing. Public: {@link Judgement}, {@link LastingWithdrawals}, {@link Permission}, {@link Permissions}.
 */
@NullMarked
package io.reveil.consent.permission;

import org.jspecify.annotations.NullMarked;
