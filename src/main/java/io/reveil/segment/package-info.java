/**
 * Rules that pick contacts, compiled to one statement with bound values.
 *
 * <p>Owns: nothing. Public: {@link Rule}, {@link Segments}.
 */
@NullMarked
package io.reveil.segment;

import org.jspecify.annotations.NullMarked;
