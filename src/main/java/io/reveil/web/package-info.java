/**
 * What all pages and endpoints share: locked-down templates, layout, security headers, problems (RFC 9457), scopes.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.web.Pages}, {@link io.reveil.web.Templating}, {@link io.reveil.web.RequiresScope}, {@link io.reveil.web.Public}.
 */
@NullMarked
package io.reveil.web;

import org.jspecify.annotations.NullMarked;
