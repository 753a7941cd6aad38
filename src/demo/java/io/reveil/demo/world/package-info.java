/**
 * What the acts are played with: the server as a child, everybody's mailbox, the people and their purchases, and the time.
 *
 * <p>Owns: nothing. Public: what the acts use.
 */
@NullMarked
package io.reveil.demo.world;

import org.jspecify.annotations.NullMarked;
