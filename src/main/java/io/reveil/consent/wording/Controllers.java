package io.reveil.consent.wording;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a controller of {@code config/purposes.yml}. */
final class Controllers {
  private static final String NOBODY = "none";

  private Controllers() {}

  static Controller read(String id, YamlNode node) {
    node.members(
        "name",
        "postal_address",
        "contact_address",
        "rights_address",
        "dpo",
        "authority",
        "policy_url",
        "jurisdiction",
        "storage_country",
        "sender",
        "formerly",
        "kept_for_dispute");
    return new Controller(
        id,
        Lines.name(node.member("name")),
        Lines.line(node.member("postal_address")),
        Lines.address(node.member("contact_address")),
        Lines.address(node.member("rights_address")),
        officer(node.member("dpo")),
        Lines.each(node.member("authority")),
        Lines.webAddress(node.member("policy_url")),
        Lines.country(node.member("jurisdiction")),
        Lines.country(node.member("storage_country")),
        Lines.sender(node.member("sender")),
        node.optional("formerly").map(Controllers::names).orElse(Set.of()),
        node.optional("kept_for_dispute")
            .map(kept -> kept.oneOf(KeptForDispute.class))
            .orElse(KeptForDispute.DIGESTS));
  }

  private static Set<String> names(YamlNode node) {
    return node.items().stream().map(Lines::name).collect(Collectors.toSet());
  }

  /** Not everybody must have one, but everybody must have thought of it (GDPR art. 37). */
  private static Optional<EmailAddress> officer(YamlNode node) {
    return node.text().equals(NOBODY) ? Optional.empty() : Optional.of(Lines.address(node));
  }
}
