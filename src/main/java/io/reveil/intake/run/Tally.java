package io.reveil.intake.run;

/** What became of rows; each is counted once. */
public record Tally(long created, long changed, long unchanged, long merged, long rejected) {
  long rows() {
    return created + changed + unchanged + merged + rejected;
  }
}
