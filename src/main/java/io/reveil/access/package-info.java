/**
 * Keys with scopes, the filter that asks for them, operators' sessions by one-time link.
 *
 * <p>Owns: {@code api_key}, {@code console_session}. Public: the commands {@link io.reveil.access.KeyCommand} and {@link
 * io.reveil.access.ConsoleCommand}.
 */
@NullMarked
package io.reveil.access;

import org.jspecify.annotations.NullMarked;
