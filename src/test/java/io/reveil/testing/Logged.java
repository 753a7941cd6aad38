package io.reveil.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What an operator reads in the log. */
public final class Logged {
  private Logged() {}

  /** The errors that one class tells while this runs. */
  public static List<String> errors(Class<?> by, Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(by);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    logger.addAppender(told);
    try {
      work.run();
    } finally {
      logger.detachAppender(told);
    }
    return told.list.stream()
        .filter(event -> event.getLevel() == Level.ERROR)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
