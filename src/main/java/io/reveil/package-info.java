/** Starts Réveil: the server, or a command that talks to it. */
@NullMarked
package io.reveil;

import org.jspecify.annotations.NullMarked;
