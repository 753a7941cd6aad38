package io.reveil.consent.wording;

import io.reveil.kernel.Language;

/** Which wording a person saw, unchangeable once published (A28). */
public record NoticeRef(String key, int version, Language language, String sha256) {}
