package io.reveil.bounce.hook;

import java.io.IOException;
import java.net.URI;

/** Asks the outside world for something small. */
interface Outbound {
  /** The body of a successful answer; no redirect is followed. */
  byte[] get(URI address) throws IOException;
}
