package io.reveil.consent.proof;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.DateTimeException;
import java.time.Instant;

/** Who left or refused which purpose, or whose consent was invalidated, to be kept beside the backup. */
@Controller("/api/consents/withdrawals.csv")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class WithdrawalsController {
  private static final String CSV = "text/csv";

  private final WithdrawalsCsv withdrawals;

  WithdrawalsController(WithdrawalsCsv withdrawals) {
    this.withdrawals = withdrawals;
  }

  /** @throws Fault on a node that lacks a pepper: it cannot name those digests */
  @Get
  @Produces(CSV)
  StreamedFile all(@QueryValue(defaultValue = "1970-01-01T00:00:00Z") String since) {
    return new StreamedFile(withdrawals.of(instant(since)), new MediaType(CSV + ";charset=utf-8"))
        .attach("withdrawals.csv");
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw Fault.invalid(
          "since", "since: “%s” is no moment; write it as 2026-11-21T12:00:00Z.".formatted(text));
    }
  }
}
