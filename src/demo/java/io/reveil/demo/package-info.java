/**
 * The demo: a program of its own that starts the real server as a child and plays a story with it, through public HTTP,
 * SMTP and nothing else. Mailbox, inbox viewer and clock control exist only here.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.demo.Demo}.
 */
@NullMarked
package io.reveil.demo;

import org.jspecify.annotations.NullMarked;
