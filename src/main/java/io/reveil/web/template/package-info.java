/**
 * Templates that can do nothing but show plain values.
 *
 * <p>Owns: nothing. Public: {@link Templating}.
 */
@NullMarked
package io.reveil.web.template;

import org.jspecify.annotations.NullMarked;
