/**
 * Reports that other systems send us by HTTP: each proves who it is before a word of it is believed (D28).
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.bounce.hook;

import org.jspecify.annotations.NullMarked;
