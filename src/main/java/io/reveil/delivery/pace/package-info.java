/**
 * How fast each mailbox provider gets mail.
 *
 * <p>Owns: {@code pace}. Public: nothing.
 */
@NullMarked
package io.reveil.delivery.pace;

import org.jspecify.annotations.NullMarked;
