package io.reveil.campaign.wave;

import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.Seed;
import io.reveil.campaign.sequence.Enrolments;
import io.reveil.campaign.sequence.Slots;
import io.reveil.campaign.sequence.Sunsets;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges whom an audience brings up: who enters, who is held out of the mails, who may not be written to. Reads only. */
@Singleton
class Newcomers {
  private final Contacts contacts;
  private final Permissions permissions;
  private final Enrolments enrolments;
  private final Slots slots;
  private final Sunsets sunsets;

  Newcomers(
      Contacts contacts,
      Permissions permissions,
      Enrolments enrolments,
      Slots slots,
      Sunsets sunsets) {
    this.contacts = contacts;
    this.permissions = permissions;
    this.enrolments = enrolments;
    this.slots = slots;
    this.sunsets = sunsets;
  }

  /** @param notPlanned how many, by the first reason that stands against them */
  record Judged(List<Contact> treated, List<Contact> heldOut, Map<String, Long> notPlanned) {}

  /** Those that this wave itself let in before, in a slice now repeated, are in none of the lists. */
  Judged judge(Wave wave, Definition definition, Seed seed, List<ContactId> page) {
    if (page.isEmpty()) {
      return new Judged(List.of(), List.of(), Map.of());
    }
    Set<ContactId> ours = new HashSet<>();
    Map<ContactId, NoMail> refused = new HashMap<>();
    for (Enrolment enrolment : enrolments.list(wave.campaignId(), page)) {
      if (enrolment.waveId() == wave.id()) {
        ours.add(enrolment.contact());
      } else {
        refused.put(enrolment.contact(), NoMail.ALREADY_ENROLLED);
      }
    }
    List<ContactId> others = page.stream()
        .filter(contact -> !ours.contains(contact) && !refused.containsKey(contact))
        .toList();
    sunsets
        .standing(definition.purpose(), others)
        .forEach(contact -> refused.put(contact, NoMail.SUNSET));
    slots
        .taken(definition.purpose(), others)
        .forEach(contact -> refused.putIfAbsent(contact, NoMail.OTHER_CAMPAIGN));
    List<Contact> free = contacts
        .list(others.stream().filter(contact -> !refused.containsKey(contact)).toList())
        .values()
        .stream()
        .toList();
    permissions
        .judge(Channel.EMAIL, definition.purpose(), free)
        .forEach((contact, permission) ->
            definition.objection(permission).ifPresent(reason -> refused.put(contact, reason)));
    return draw(definition, seed, free, refused);
  }

  /** The holdout is drawn among those who may be written to, before any mail is queued (F7). */
  private static Judged draw(
      Definition definition, Seed seed, List<Contact> free, Map<ContactId, NoMail> refused) {
    List<Contact> treated = new ArrayList<>();
    List<Contact> heldOut = new ArrayList<>();
    for (Contact contact : free) {
      if (!refused.containsKey(contact.id())) {
        boolean apart = seed.holdsOut(contact.bucket(), definition.holdout());
        (apart ? heldOut : treated).add(contact);
      }
    }
    Map<String, Long> notPlanned = new TreeMap<>();
    refused.values().forEach(reason -> notPlanned.merge(reason.name(), 1L, Long::sum));
    return new Judged(treated, heldOut, notPlanned);
  }
}
