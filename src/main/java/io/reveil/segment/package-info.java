/**
 * Rules that pick contacts, compiled to one statement with bound values.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.segment.Segments}, {@link io.reveil.segment.Rule}.
 */
@NullMarked
package io.reveil.segment;

import org.jspecify.annotations.NullMarked;
