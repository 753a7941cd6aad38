package io.reveil.subscription.confirm;

import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.kernel.Purpose;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was typed into a form, as far as it serves something that the person agrees to; nobody keeps the rest (A4, A8). */
@Singleton
class TypedFields {
  private final Requests requests;
  private final DeclaredFields declared;
  private final Permissions permissions;

  TypedFields(Requests requests, DeclaredFields declared, Permissions permissions) {
    this.requests = requests;
    this.declared = declared;
    this.permissions = permissions;
  }

  /** Of a request that is confirmed just now: what it asks for counts as agreed to, beside what stood before. */
  Map<String, String> kept(Request request) {
    Set<Purpose> agreed = permissions.list(request.contact()).stream()
        .filter(CurrentConsent::isBased)
        .map(consent -> consent.key().purpose())
        .collect(Collectors.toSet());
    request.purposes().forEach(asked -> agreed.add(asked.purpose()));
    Map<String, String> kept = requests.typed(request);
    kept.keySet()
        .removeIf(name -> declared
            .find(name)
            .filter(field -> !Collections.disjoint(field.purposes(), agreed))
            .isEmpty());
    return kept;
  }
}
