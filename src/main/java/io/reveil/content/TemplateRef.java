package io.reveil.content;

/** A template as it was at one moment: {@code win-back/value}, version 3. */
public record TemplateRef(String name, int version) {}
