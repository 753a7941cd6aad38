/**
 * Who we know and how to reach them: identities, values of declared fields, reachability.
 *
 * <p>Owns: {@code contact}, {@code identity}, {@code contact_field}. Public: {@link Category}, {@link Contact},
 * {@link ContactRow}, {@link ContactState}, {@link Contacts}, {@link Moves}, {@link Persons}, {@link Provenance},
 * {@link Reachability}, {@link Upserted}, {@link Zones}.
 */
@NullMarked
package io.reveil.contact;

import org.jspecify.annotations.NullMarked;
