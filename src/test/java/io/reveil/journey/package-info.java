/** What people and programs live through with Réveil, from HTTP to the mailbox and back. */
@NullMarked
package io.reveil.journey;

import org.jspecify.annotations.NullMarked;
