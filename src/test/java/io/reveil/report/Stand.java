package io.reveil.report;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.campaign.Arm;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.delivery.MessageState;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A campaign with people in it, as its tables would hold them, and a client of the server. */
final class Stand {
  static final Instant ENTERED = TestClock.START;
  private static long last = 7_000;

  private final Rig rig;
  private final KeyedClient client;
  private final String campaign;
  private long campaignId;

  Stand(Rig rig, String campaign) {
    this.rig = rig;
    this.client = new KeyedClient(rig);
    this.campaign = campaign;
  }

  KeyedClient.Answer get(String path) {
    return client.get(path);
  }

  KeyedClient.Answer post(String path, String type, String body) {
    return client.post(path, type, body);
  }

  /** A provider refuses us, and its mail is stopped. */
  void storm(String provider, String because) {
    rig.database()
        .update(
            "INSERT INTO storm (provider_group, began_at, seen_at, because) VALUES (?, ?, ?, ?)",
            provider,
            ENTERED,
            ENTERED,
            because);
  }

  /** Enters the campaign by the door that operators use. */
  Stand apply() {
    KeyedClient.Answer applied =
        post("/api/campaigns", "application/yaml", """
        campaign: %s
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [INACTIVE, DORMANT] }
        holdout: 10%%
        stages:
          - { id: value, after: P0D, template: win-back/value }
          - { id: choice, after: P10D, template: win-back/choice }
        exit_on: [STAY, PURCHASE]
        at_end: SUNSET
        """.formatted(campaign));
    if (applied.status() != 200) {
      throw new IllegalStateException(applied.body().toString());
    }
    campaignId = rig.database()
        .first("SELECT campaign_id FROM campaign WHERE name = ?", row -> row.getLong(1), campaign)
        .orElseThrow();
    return this;
  }

  /** A wave, with what its planning counted. */
  long wave(String key, String state, Map<String, Long> people) {
    long wave = ++last;
    rig.database().update("""
            INSERT INTO wave
              (wave_id, campaign_id, wave_key, version, state, planned, follow_ups_to, newcomers_to, revision, created_at,
               created_by, started_at)
            VALUES (?, ?, ?, 1, ?, TRUE, 0, 0, 0, ?, 'airflow', ?)
            """, wave, campaignId, key, state, ENTERED, ENTERED);
    people.forEach((reason, count) -> rig.database()
        .update(
            "INSERT INTO wave_count (wave_id, phase, reason, people) VALUES (?, ?, ?, ?)",
            wave,
            state.equals("PLANNED") ? "PLAN" : "RUN",
            reason,
            count));
    return wave;
  }

  ContactId contact(String name, Language language) {
    ContactRow row = new ContactRow(
        Optional.of("X-" + name),
        EmailAddress.parse(name + "@example.org"),
        Optional.of(language),
        Optional.of("FR"),
        Optional.empty(),
        Map.of());
    return rig.database().write(() -> {
      Upserted stored = rig.bean(Contacts.class).upsert(List.of(row)).getFirst();
      ContactId contact = ((Upserted.Created) stored).contact();
      rig.bean(Activities.class).open(List.of(contact), LocalDate.parse("2025-03-01"));
      return contact;
    });
  }

  void enrol(ContactId contact, long wave, Arm arm) {
    rig.database()
        .update(
            """
            INSERT INTO enrolment
              (campaign_id, contact_id, version, wave_id, arm, state, stage, stage_wave_id, due_on, entered_at)
            VALUES (?, ?, 1, ?, ?, 'ACTIVE', 0, ?, ?, ?)
            """,
            campaignId,
            contact.value(),
            wave,
            arm,
            wave,
            LocalDate.parse("2026-12-01"),
            ENTERED);
  }

  /** A mail as its tables hold it: settled at once if it is final, in the outbox for three hours if it is tried again. */
  void mail(ContactId contact, long wave, String stage, MessageState state, String reason) {
    long message = ++last;
    if (state == MessageState.DEFERRED || state == MessageState.HELD) {
      rig.database().update("""
              INSERT INTO outbox (contact_id, message_id, wave_id, provider_group, due_at, version)
              VALUES (?, ?, ?, 'other', ?, 1)
              """, contact.value(), message, wave, ENTERED.plus(Duration.ofHours(3)));
    }
    rig.database()
        .update(
            """
            INSERT INTO message
              (contact_id, message_id, kind, origin_id, step, wave_id, purpose, template, template_version, language,
               provider_group, state, reason, attempts, queued_at, settled_at)
            VALUES (?, ?, 'WIN_BACK', ?, ?, ?, 'newsletter', 'win-back/value', 1, 'fr', 'other', ?, ?, 0, ?, ?)
            """,
            contact.value(),
            message,
            campaignId,
            stage,
            wave,
            state,
            reason.isEmpty() ? Optional.empty() : Optional.of(reason),
            ENTERED,
            state.isOpen() ? Optional.empty() : ENTERED);
  }

  void answered(ContactId contact, String column) {
    rig.database()
        .update(
            "UPDATE message SET " + column + " = ? WHERE contact_id = ?", ENTERED, contact.value());
  }

  void buys(ContactId contact, Instant at) {
    Signal purchase =
        new Signal.CrmEvent("purchase", Optional.of(new BigDecimal("12.50")), Optional.of(1));
    rig.bean(Activities.class)
        .record(List.of(new ContactEvent(
            contact, purchase, at, ByteBuffer.allocate(16).putLong(++last).array(), "import:1")));
  }
}
