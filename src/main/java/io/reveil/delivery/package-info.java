/**
 * Gets queued messages out of the door, once each, and only to people who still agree. Here are the words and the
 * ports; the parts build on them: reply, dkim, smtp and pace below, then queue, gate, and lane on top.
 *
 * <p>Owns: nothing. Public: {@link Message}, {@link MessageState}, {@link Letters}, {@link Check}, {@link Verdict},
 * {@link Outcomes}, {@link Settled}, {@link ReplyClass}, {@link WaveMail}.
 */
@NullMarked
package io.reveil.delivery;

import org.jspecify.annotations.NullMarked;
