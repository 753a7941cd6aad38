package io.reveil.campaign;

/** Where a wave stands. Each change is a compare-and-set; a pair that is not allowed changes nothing. */
public enum WaveState {
  /** Forecast, nothing queued. Then RUNNING or STOPPED. */
  PLANNED,
  /** Plans and sends; goes on by itself after a restart. Then PAUSED, DONE or STOPPED. */
  RUNNING,
  /** Nothing new is planned or sent. Then RUNNING or STOPPED. */
  PAUSED,
  /** Everybody is planned and no message waits in a chunk. Final. */
  DONE,
  /** Ended by hand; what was open is dropped. Final. */
  STOPPED;

  public boolean mayBecome(WaveState next) {
    return switch (this) {
      case PLANNED -> next == RUNNING || next == STOPPED;
      case RUNNING -> next == PAUSED || next == DONE || next == STOPPED;
      case PAUSED -> next == RUNNING || next == STOPPED;
      case DONE, STOPPED -> false;
    };
  }
}
