package io.reveil.intake;

/** What became of rows; each is counted once. */
record Tally(long created, long changed, long unchanged, long merged, long rejected) {
  long rows() {
    return created + changed + unchanged + merged + rejected;
  }
}
