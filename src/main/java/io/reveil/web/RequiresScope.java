package io.reveil.web;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/**
 * The key in {@code X-Api-Key} must hold one of these scopes. A route with neither this, {@link Public} nor {@link
 * ConsolePage} is refused to everybody.
 */
@Retention(RUNTIME)
public @interface RequiresScope {
  Scope[] value();
}
