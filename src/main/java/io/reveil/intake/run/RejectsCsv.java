package io.reveil.intake.run;

import io.reveil.web.Csv;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The refused rows of a run as CSV, fetched page by page as it is read: why, then the row's own cells under the header of
 * the file, so that it can be mended and imported again.
 */
@SuppressWarnings("JdkObsolete") // a SequenceInputStream takes nothing but an Enumeration
public final class RejectsCsv implements Enumeration<InputStream> {
  private final Rejects rejects;
  private final Run run;
  private String next;
  private long line;

  private RejectsCsv(Rejects rejects, Run run) {
    this.rejects = rejects;
    this.run = run;
    List<String> header = new ArrayList<>(List.of("line", "column", "code", "reason"));
    header.addAll(Csv.cells(run.header()));
    next = harmless(header);
  }

  public static InputStream of(Rejects rejects, Run run) {
    return new SequenceInputStream(new RejectsCsv(rejects, run));
  }

  @Override
  public boolean hasMoreElements() {
    return !next.isEmpty();
  }

  @Override
  public InputStream nextElement() {
    InputStream page = new ByteArrayInputStream(next.getBytes(StandardCharsets.UTF_8));
    List<Reject> found = rejects.list(run.id(), line);
    next = found.stream().map(RejectsCsv::text).collect(Collectors.joining());
    line = found.isEmpty() ? line : found.getLast().line();
    return page;
  }

  private static String text(Reject reject) {
    List<String> cells = new ArrayList<>(
        List.of(Long.toString(reject.line()), reject.column(), reject.code(), reject.reason()));
    cells.addAll(Csv.cells(reject.rowText()));
    return harmless(cells);
  }

  private static String harmless(List<String> cells) {
    return Csv.line(cells.stream().map(Csv::harmless).toList()) + "\n";
  }
}
