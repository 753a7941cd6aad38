package io.reveil.intake.run;

import io.reveil.web.Csv;
import io.reveil.web.PagedText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The refused rows of a run as CSV: why, then the row's own cells under the header of the file, so that it can be mended
 * and imported again.
 */
public final class RejectsCsv {
  private RejectsCsv() {}

  public static InputStream of(Rejects rejects, Run run) {
    List<String> header = new ArrayList<>(List.of("line", "column", "code", "reason"));
    header.addAll(Csv.cells(run.header()));
    return PagedText.<Reject>of(
        Csv.harmlessLine(header),
        last -> rejects.list(run.id(), last.map(Reject::line).orElse(0L)),
        page -> page.stream().map(RejectsCsv::line).collect(Collectors.joining()));
  }

  private static String line(Reject reject) {
    List<String> cells = new ArrayList<>(
        List.of(Long.toString(reject.line()), reject.column(), reject.code(), reject.reason()));
    cells.addAll(Csv.cells(reject.rowText()));
    return Csv.harmlessLine(cells);
  }
}
