/**
 * Who we know and how to reach them: identities, declared fields, reachability.
 *
 * <p>Owns: {@code contact}, {@code identity}, {@code contact_field}. Public: {@link Category}, {@link Contact},
 * {@link ContactRow}, {@link ContactState}, {@link Contacts}, {@link DeclaredField}, {@link DeclaredFields},
 * {@link FieldType}, {@link Moves}, {@link Persons}, {@link Provenance}, {@link Upserted}, {@link Zones}.
 */
@NullMarked
package io.reveil.contact;

import org.jspecify.annotations.NullMarked;
