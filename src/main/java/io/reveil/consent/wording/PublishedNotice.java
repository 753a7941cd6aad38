package io.reveil.consent.wording;

import java.time.Instant;

/** A wording as it was shown, word for word. */
public record PublishedNotice(NoticeRef reference, Instant publishedAt, String body) {}
