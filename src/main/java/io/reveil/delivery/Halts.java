package io.reveil.delivery;

/**
 * Pauses a wave whose mail meets an end that is not its readers' doing: refused for what it says or for who sends it, or
 * not to be written at all. Implemented by the package that owns waves, called outside of any transaction (B23).
 */
public interface Halts {
  /**
   * A wave that does not run stays as it is.
   *
   * @param because for the operator; holds no address
   */
  void halt(long wave, String because);
}
