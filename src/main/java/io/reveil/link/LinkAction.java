package io.reveil.link;

/** What a link is for. A token of one action is refused by every other endpoint (D3). */
public enum LinkAction {
  /** Confirm a sign-up: {@code /c/TOKEN}; the reference is the request id. */
  CONFIRM(1, "c"),
  /** Stay: {@code /s/TOKEN}; the reference is the message id. */
  STAY(2, "s"),
  /** Unsubscribe: {@code /u/TOKEN}; the reference is the message id; never expires (D6). */
  UNSUBSCRIBE(3, "u"),
  /** See and change what one receives: {@code /p/TOKEN}; the reference is the message id. */
  PREFERENCES(4, "p"),
  /** Take back a change of address: {@code /b/TOKEN}; the reference is the request id. 5 and 6 measure. */
  TAKE_BACK(7, "b");

  private final int code;
  private final String path;

  LinkAction(int code, String path) {
    this.code = code;
    this.path = path;
  }

  int code() {
    return code;
  }

  /** The first segment of its page's path. */
  public String path() {
    return path;
  }
}
