/**
 * Keys with scopes, the filter that asks for them, operators' sessions by one-time link.
 *
 * <p>Owns: {@code api_key}, {@code console_session}. Public: {@link ConsoleCommand}, {@link KeyCommand}.
 */
@NullMarked
package io.reveil.access;

import org.jspecify.annotations.NullMarked;
