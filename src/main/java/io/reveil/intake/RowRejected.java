package io.reveil.intake;

/** A row cannot be taken; the others can. */
final class RowRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String code;
  private final String reason;

  RowRejected(String column, String code, String reason) {
    super(code, null, false, false);
    this.column = column;
    this.code = code;
    this.reason = reason;
  }

  String column() {
    return column;
  }

  String code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
