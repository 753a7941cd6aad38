package io.reveil.campaign;

import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One contact's way through one campaign.
 *
 * @param version of the campaign's document, kept for the whole way
 * @param waveId the wave that let the contact in
 * @param stage the place of the present stage among those of the version, from 0
 * @param dueOn when the next stage is due or the sequence over; empty while the present stage's mail is under way
 */
public record Enrolment(
    long campaignId,
    ContactId contact,
    int version,
    long waveId,
    Arm arm,
    EnrolmentState state,
    int stage,
    Optional<LocalDate> dueOn,
    Instant enteredAt,
    Optional<ExitReason> exitReason,
    Optional<Instant> endedAt) {}
