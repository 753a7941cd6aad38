package io.reveil.delivery;

import java.util.List;
import java.util.Map;

/** How far each mail may be measured, by the installation's ceiling and its reader's own word. Implemented above. */
public interface Measures {
  /** Those of which nothing is said may not be measured. A few statements, whatever the number. */
  Map<Message, Measure> allowed(List<Message> group);
}
