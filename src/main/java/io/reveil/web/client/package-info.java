/**
 * Commands as clients of the running server.
 *
 * <p>Owns: nothing. Public: {@link RemoteCommand}, {@link ApiClient}.
 */
@NullMarked
package io.reveil.web.client;

import org.jspecify.annotations.NullMarked;
