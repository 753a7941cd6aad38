/**
 * Understands what mail servers answer, at once or in a report that comes later.
 *
 * <p>Owns: nothing. Public: {@link PlainWords}, {@link SmtpReply}.
 */
@NullMarked
package io.reveil.delivery.reply;

import org.jspecify.annotations.NullMarked;
