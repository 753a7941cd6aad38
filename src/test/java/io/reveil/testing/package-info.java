/**
 * What tests share: databases, a browser, a clock.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.testing.TestDatabase}, {@link io.reveil.testing.Browser}.
 */
@NullMarked
package io.reveil.testing;

import org.jspecify.annotations.NullMarked;
