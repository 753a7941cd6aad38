/**
 * Templates to MIME bytes: versions, links, headers, guards (B1, B12, B13, B32).
 *
 * <p>Owns: {@code template_version}, {@code template_link}. Public: {@link io.reveil.content.EmailTemplates}, {@link
 * io.reveil.content.TemplateLinks}, {@link io.reveil.content.Composer}.
 */
@NullMarked
package io.reveil.content;

import org.jspecify.annotations.NullMarked;
