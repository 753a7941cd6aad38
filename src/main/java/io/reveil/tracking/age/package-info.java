/**
 * Makes hits coarser with age, and erases them when the time that people were told is over (C9).
 *
 * <p>Owns: {@code hit_age}. Public: nothing.
 */
@NullMarked
package io.reveil.tracking.age;

import org.jspecify.annotations.NullMarked;
