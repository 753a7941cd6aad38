package io.reveil.delivery;

import io.reveil.content.TemplateRef;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that a wave wants to queue.
 *
 * @param kind who writes it, as {@link Letters#kind}
 */
public record WaveMail(
    String kind,
    ContactId contact,
    EmailAddress address,
    long campaignId,
    String stage,
    Purpose purpose,
    TemplateRef template,
    Language language,
    Optional<Instant> windowEndsAt) {}
