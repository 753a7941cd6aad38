package io.reveil.intake.file;

/** A row cannot be taken; the others can. */
public final class RowRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String code;
  private final String reason;

  public RowRejected(String column, String code, String reason) {
    super(code, null, false, false);
    this.column = column;
    this.code = code;
    this.reason = reason;
  }

  public String column() {
    return column;
  }

  public String code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
