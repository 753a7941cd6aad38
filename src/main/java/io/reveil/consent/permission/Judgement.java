package io.reveil.consent.permission;

import io.reveil.consent.CurrentConsent;
import java.util.Optional;

/**
 * A permission, and what it was judged by: the same reading, so that the two never contradict each other.
 *
 * @param recorded of this contact, channel and purpose; empty if nothing is
 */
public record Judgement(Permission permission, Optional<CurrentConsent> recorded) {}
