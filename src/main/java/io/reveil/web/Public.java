package io.reveil.web;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** For everybody, without a key: pages for contacts, health, metrics. */
@Retention(RUNTIME)
public @interface Public {
  /** Whether one network may post here only so often ({@code reveil.web.posts-per-minute}). False for withdrawals (C10). */
  boolean bounded() default true;
}
