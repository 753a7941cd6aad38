/**
 * Gets queued messages out of the door, once each, and only to people who still agree. Here are the words and the
 * ports, on which its parts build.
 *
 * <p>Owns: nothing. Public: {@link Check}, {@link Halts}, {@link Kinds}, {@link Letters}, {@link Measure},
 * {@link Measures}, {@link Message}, {@link MessageState}, {@link Outcomes}, {@link Rate}, {@link Rehearsing},
 * {@link ReplyClass}, {@link Returns}, {@link Settled}, {@link Verdict}, {@link WaveMail}, {@link WayIn}.
 */
@NullMarked
package io.reveil.delivery;

import org.jspecify.annotations.NullMarked;
