/**
 * What all pages and endpoints share: locked-down templates, layout, security headers, problems (RFC 9457), scopes.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.web.Pages}, {@link io.reveil.web.Templating}, {@link io.reveil.web.Words},
 * {@link io.reveil.web.RequiresScope}, {@link io.reveil.web.Public}, {@link io.reveil.web.ConsolePage}, {@link
 * io.reveil.web.Scope}, {@link io.reveil.web.RemoteCommand}.
 */
@NullMarked
package io.reveil.web;

import org.jspecify.annotations.NullMarked;
