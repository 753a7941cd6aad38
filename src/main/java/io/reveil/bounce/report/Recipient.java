package io.reveil.bounce.report;

import io.reveil.contact.Contact;
import java.time.Instant;
import java.util.Optional;

/**
 * Whom a mail of ours went to, and what it was.
 *
 * @param kind who wrote it, as {@link io.reveil.delivery.Letters#kind}
 * @param originId the campaign, or what asked for a single mail
 * @param ofWave whether a wave sent it: otherwise somebody asked for it
 * @param settled when the relay took it, if it did
 */
record Recipient(
    Contact contact,
    long message,
    String group,
    String kind,
    long originId,
    boolean ofWave,
    Optional<Instant> settled) {}
