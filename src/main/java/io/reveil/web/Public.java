package io.reveil.web;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/**
 * For everybody, without a key: pages for contacts, health, metrics. Whoever asks says what they like of what they accept:
 * each page has {@code @Produces(ALL)} and names its content type itself, or a one-click POST is answered 406 (B5).
 */
@Retention(RUNTIME)
public @interface Public {
  /** Whether one network may post here only so often ({@code reveil.web.posts-per-minute}). False for withdrawals (C10). */
  boolean bounded() default true;
}
