/**
 * The words that all packages share, and the ports through which a lower package hears from a higher one.
 *
 * <p>Owns: nothing. Public: everything here.
 */
@NullMarked
package io.reveil.kernel;

import org.jspecify.annotations.NullMarked;
