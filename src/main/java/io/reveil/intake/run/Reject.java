package io.reveil.intake.run;

/**
 * A row that was refused.
 *
 * @param column the cell to blame
 * @param code stable, for programs
 * @param reason a sentence that repeats no value
 * @param rowText the row as CSV; empty where it may not be kept
 */
public record Reject(long line, String column, String code, String reason, String rowText) {}
