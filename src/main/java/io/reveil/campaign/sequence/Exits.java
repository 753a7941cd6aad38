package io.reveil.campaign.sequence;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.consent.permission.Permission;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says who of the enrolled has a reason to leave the sequence at once (F3). Reads only. */
@Singleton
class Exits {
  private final Database database;
  private final CampaignVersions versions;
  private final Contacts contacts;
  private final Permissions permissions;

  Exits(Database database, CampaignVersions versions, Contacts contacts, Permissions permissions) {
    this.database = database;
    this.versions = versions;
    this.contacts = contacts;
    this.permissions = permissions;
  }

  /** Answers first, then what the law says now; those who may go on are absent. */
  Map<Enrolment, ExitReason> judge(Campaign campaign, Collection<Enrolment> enrolments) {
    Map<Enrolment, ExitReason> leaving = answers(enrolments);
    List<Enrolment> rest =
        enrolments.stream().filter(enrolment -> !leaving.containsKey(enrolment)).toList();
    Map<ContactId, Contact> people =
        contacts.list(rest.stream().map(Enrolment::contact).toList());
    Map<ContactId, Permission> permitted =
        permissions.judge(Channel.EMAIL, campaign.purpose(), people.values());
    for (Enrolment enrolment : rest) {
      Optional.ofNullable(permitted.get(enrolment.contact()))
          .flatMap(permission -> versions.definition(enrolment).objection(permission))
          .ifPresent(reason -> leaving.put(enrolment, ExitReason.of(reason)));
    }
    return leaving;
  }

  /** Who answered since entering, in the way that the enrolment's own version counts as an answer. */
  Map<Enrolment, ExitReason> answers(Collection<Enrolment> enrolments) {
    Map<ContactId, Set<String>> signals = signals(enrolments);
    Map<Enrolment, ExitReason> answered = new LinkedHashMap<>();
    for (Enrolment enrolment : enrolments) {
      Set<String> kinds = signals.getOrDefault(enrolment.contact(), Set.of());
      Set<Definition.Exit> exitOn = versions.definition(enrolment).exitOn();
      if (kinds.contains("STAYED") || kinds.contains("CONFIRMED")) {
        answered.put(enrolment, ExitReason.STAYED);
      } else if (kinds.contains("purchase") && exitOn.contains(Definition.Exit.PURCHASE)) {
        answered.put(enrolment, ExitReason.PURCHASED);
      } else if (kinds.contains("CLICKED") && exitOn.contains(Definition.Exit.CLICK)) {
        answered.put(enrolment, ExitReason.CLICKED);
      } else if (kinds.contains("PREFERENCES") && exitOn.contains(Definition.Exit.PREFERENCES)) {
        answered.put(enrolment, ExitReason.PREFERENCES);
      } else if (kinds.contains("REPLIED") && exitOn.contains(Definition.Exit.REPLY)) {
        answered.put(enrolment, ExitReason.REPLIED);
      }
    }
    return answered;
  }

  /** The kinds of answers after entry. Not the first sign of life only: a purchase must not hide a stay. */
  private Map<ContactId, Set<String>> signals(Collection<Enrolment> enrolments) {
    if (enrolments.isEmpty()) {
      return Map.of();
    }
    long campaign = enrolments.iterator().next().campaignId();
    List<ContactId> contacts = enrolments.stream().map(Enrolment::contact).toList();
    Map<ContactId, Set<String>> kinds = new HashMap<>();
    Pieces.ask(
            campaign,
            contacts,
            (marks, values) -> database.list(
                """
            SELECT DISTINCT s.contact_id, s.kind
              FROM enrolment e
              JOIN contact_signal s
                ON s.contact_id = e.contact_id
               AND s.kind IN ('STAYED', 'CONFIRMED', 'PREFERENCES', 'REPLIED', 'CLICKED', 'purchase')
               AND s.occurred_at > e.entered_at
             WHERE e.campaign_id = ?
               AND e.contact_id BETWEEN ? AND ?
               AND e.contact_id IN (%s)
            """.formatted(marks),
                row -> Map.entry(new ContactId(row.getLong(1)), row.getString(2)),
                values))
        .forEach(sign ->
            kinds.computeIfAbsent(sign.getKey(), _ -> new HashSet<>()).add(sign.getValue()));
    return kinds;
  }
}
