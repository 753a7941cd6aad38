/**
 * Who we know and how to reach them: identities, declared fields, reachability.
 *
 * <p>Owns: {@code contact}, {@code identity}, {@code contact_field}. Public: {@link io.reveil.contact.Contacts}, {@link io.reveil.contact.Contact}, {@link io.reveil.contact.DeclaredFields}, {@link io.reveil.contact.Zones}.
 */
@NullMarked
package io.reveil.contact;

import org.jspecify.annotations.NullMarked;
