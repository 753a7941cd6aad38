/**
 * What all pages and endpoints share: layout, words, scopes, security headers, limits. Under it are the templates,
 * beside it what answers for failures and what commands need to be clients.
 *
 * <p>Owns: nothing. Public: {@link ClientNetworks}, {@link ConsolePage}, {@link Constants}, {@link Csv},
 * {@link Moment}, {@link PagedText}, {@link Pages}, {@link Public}, {@link RequiresScope}, {@link Said}, {@link Scope},
 * {@link Words}.
 */
@NullMarked
package io.reveil.web;

import org.jspecify.annotations.NullMarked;
