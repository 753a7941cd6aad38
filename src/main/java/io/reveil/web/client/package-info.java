/**
 * Commands as clients of the running server.
 *
 * <p>Owns: nothing. Public: {@link ApiClient}, {@link ReadableFile}, {@link RemoteCommand}, {@link Spoken}.
 */
@NullMarked
package io.reveil.web.client;

import org.jspecify.annotations.NullMarked;
