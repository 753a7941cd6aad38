/**
 * Commands as clients of the running server.
 *
 * <p>Owns: nothing. Public: {@link ApiClient}, {@link ReadableFile}, {@link RemoteCommand}, {@link Speaking},
 * {@link Whom}.
 */
@NullMarked
package io.reveil.web.client;

import org.jspecify.annotations.NullMarked;
