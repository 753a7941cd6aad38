package io.reveil.delivery.queue;

import io.reveil.content.TemplateRef;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.time.Instant;

/**
 * A mail to one person that no wave sends.
 *
 * @param kind who writes it, as {@link io.reveil.delivery.Letters#kind}
 * @param originId what it is about; with the contact and the step it is one mail
 * @param dueAt when it may leave
 * @param giveUpAt when it is of no use any more
 */
public record SingleMail(
    String kind,
    ContactId contact,
    EmailAddress address,
    long originId,
    String step,
    TemplateRef template,
    Language language,
    Instant dueAt,
    Instant giveUpAt) {}
