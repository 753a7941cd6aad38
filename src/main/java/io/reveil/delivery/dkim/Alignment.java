package io.reveil.delivery.dkim;

import io.micronaut.context.annotation.Context;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Demands;
import io.reveil.kernel.EmailAddress;
import java.util.Map;
import java.util.TreeMap;

/** A server that signs for others than who its mails say they are from does not start: such mail counts as forged (DMARC). */
@Context
class Alignment {
  Alignment(DkimConfig config, Purposes purposes) {
    if (!config.isOn()) {
      return;
    }
    Map<String, EmailAddress> senders = new TreeMap<>();
    for (PurposeSheet sheet : purposes.all()) {
      senders.put(
          "controller " + sheet.controller().id(), sheet.controller().sender().address());
      sheet
          .mailing()
          .ifPresent(mailing ->
              senders.put("purpose " + sheet.id().id(), mailing.sender().address()));
    }
    Demands demands = Demands.of("reveil.dkim");
    senders.forEach((who, sender) -> demands.that(
        config.vouchesFor(sender.domain()),
        "domain",
        "%s signs, but the sender of %s in config/purposes.yml is at %s, so that receivers take its mail for forged: sign by that domain, or one above or below it, or change the sender."
            .formatted(config.domain(), who, sender.domain())));
    demands.orRefuse();
  }
}
