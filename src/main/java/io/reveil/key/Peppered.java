package io.reveil.key;

import java.util.Map;

/** A table of digests that follow a rotation. Implemented by the package that owns it. */
public interface Peppered {
  /** How many rows each pepper has, by its id. */
  Map<Integer, Long> rows();
}
