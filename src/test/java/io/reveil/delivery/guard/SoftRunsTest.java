package io.reveil.delivery.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five failures in a row over fourteen days (B23), of the person's own mailbox (A43). */
@Tag("sql")
class SoftRunsTest {
  private static final ContactId ADA = new ContactId(77);

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final SoftRuns runs = rig.bean(SoftRuns.class);

  @BeforeEach
  void nothingSent() {
    rig.empty();
  }

  @Test
  void aMailboxFullForWeeksIsGivenUp() {
    failures("DOI", 5);

    assertThat(runs.isGivenUp(ADA)).isTrue();
  }

  /** (A43): what comes of a mail to another address says nothing of this one, neither for it nor against it. */
  @Test
  void mailToAnotherAddressSaysNothing() {
    failures("MOVE", 5);
    assertThat(runs.isGivenUp(ADA)).isFalse();

    rig.empty();
    failures("DOI", 5);
    mail("MOVE", 9, "SENT", Optional.empty(), TestClock.START.minus(Period.ofDays(6)));
    assertThat(runs.isGivenUp(ADA)).isTrue();
  }

  private void failures(String kind, int times) {
    for (int i = 0; i < times; i++) {
      mail(
          kind, i, "FAILED", Optional.of("SOFT"), TestClock.START.minus(Period.ofDays(20 - 4 * i)));
    }
  }

  private void mail(String kind, long id, String state, Optional<String> reason, Instant at) {
    rig.database().update("""
            INSERT INTO message
                   (contact_id, message_id, kind, origin_id, step, template, template_version,
                    language, provider_group, state, reason, attempts, queued_at, settled_at)
            VALUES (?, ?, ?, ?, 'doi', 'doi', 1, 'fr', 'other', ?, ?, 1, ?, ?)
            """, ADA.value(), id, kind, id, state, reason, at, at);
  }
}
