/**
 * The fields that an installation declares, and why it may hold them (A4).
 *
 * <p>Owns: nothing. Public: {@link DeclaredField}, {@link DeclaredFields}, {@link FieldType}.
 */
@NullMarked
package io.reveil.contact.field;

import org.jspecify.annotations.NullMarked;
