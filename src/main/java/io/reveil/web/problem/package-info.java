/**
 * Every failure as an answer: a problem for programs (RFC 9457), a page for people.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.web.problem;

import org.jspecify.annotations.NullMarked;
