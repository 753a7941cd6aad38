package io.reveil.delivery;

import io.reveil.content.TemplateRef;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * One mail to one contact.
 *
 * @param kind who writes it, as {@link Letters#kind}: {@code WIN_BACK}, {@code DOI}
 * @param originId the campaign, or what asked for a single mail (the request)
 * @param step the stage's id, or the single mail's step; once per contact and origin
 * @param purpose for marketing mail
 * @param windowEndsAt after it the message is dropped as WINDOW_ENDED, if given
 */
public record Message(
    ContactId contact,
    long id,
    String kind,
    long originId,
    String step,
    Optional<Long> waveId,
    Optional<Purpose> purpose,
    TemplateRef template,
    Language language,
    Optional<Instant> windowEndsAt) {}
