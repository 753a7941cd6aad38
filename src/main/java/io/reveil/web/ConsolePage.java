package io.reveil.web;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** A page for operators: needs a session, opened by a one-time link ({@code ./reveil console}). */
@Retention(RUNTIME)
public @interface ConsolePage {}
