package io.reveil.web;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** For everybody, without a key: pages for contacts, health, metrics. */
@Retention(RUNTIME)
public @interface Public {}
