/**
 * Templates to MIME bytes: versions, links, headers, guards (B1, B12, B13, B32).
 *
 * <p>Owns: {@code template_version}, {@code template_link}. Public: {@link Composer}, {@link EmailTemplates},
 * {@link Envelope}, {@link Measured}, {@link OutgoingMail}, {@link TemplateLinks}, {@link TemplateRef}.
 */
@NullMarked
package io.reveil.content;

import org.jspecify.annotations.NullMarked;
