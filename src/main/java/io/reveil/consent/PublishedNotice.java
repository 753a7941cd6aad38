package io.reveil.consent;

import java.time.Instant;

/** A wording as it was shown, word for word. */
record PublishedNotice(NoticeRef reference, Instant publishedAt, String body) {}
