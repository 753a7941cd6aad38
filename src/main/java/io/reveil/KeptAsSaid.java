package io.reveil;

import io.micronaut.context.annotation.Context;
import io.reveil.activity.StatusRules;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Fault;
import java.time.Period;

/** Refuses to keep people for another time than they are told beside the box (GDPR art. 13(2)(a), A20). */
@Context
class KeptAsSaid {
  KeptAsSaid(Purposes purposes, StatusRules rules) {
    purposes.all().stream()
        .filter(sheet -> sheet.kind().sends())
        .forEach(sheet -> check(sheet, rules.retention()));
  }

  private static void check(PurposeSheet sheet, Period kept) {
    if (sheet.retention().toTotalMonths() != kept.toTotalMonths()) {
      String place = "purposes.%s.retention".formatted(sheet.id());
      throw Fault.invalid(
          place,
          "config/purposes.yml, %s: people are told %s, and reveil.activity.retention keeps them %s; write the same."
              .formatted(place, sheet.retention(), kept));
    }
  }
}
