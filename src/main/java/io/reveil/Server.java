package io.reveil;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.kernel.Demands;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Scrub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: the jar's {@code config/application.yml}, then ./config, then the environment (design section 11). */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final String MESSAGE = "Message: ";

  private Server() {}

  /** Serves until the process is told to end. A start that is refused throws, with one sentence. */
  static void run() {
    ApplicationContext context = context().build();
    try {
      EmbeddedServer server = start(context);
      LOG.info("Réveil serves {}", server.getURI());
      CountDownLatch end = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        server.stop();
        end.countDown();
      }));
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      context.close();
      throw new IllegalStateException(sentence(e), e);
    }
  }

  /** The settings come first: nothing is written, nowhere, before all of them are good and the port is free. */
  static EmbeddedServer start(ApplicationContext context) {
    Settings.check(context);
    demandPort(context);
    context.start();
    return context.getBean(EmbeddedServer.class).start();
  }

  /** What holds the port is mostly another Réveil, whose database would be the next thing to be found taken. */
  private static void demandPort(ApplicationContext context) {
    String host = context.getRequiredProperty("reveil.host", String.class);
    int port = context.getRequiredProperty("reveil.port", Integer.class);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      Demands.refuse(List.of(Demands.refusal(
          "reveil.port",
          "nothing can listen at %s:%d (%s): stop the program that does, such as another ./reveil serve, or name another port."
              .formatted(host, port, e.getMessage()))));
    }
  }

  /** As configured everywhere; arguments win over the environment. */
  static ApplicationContextBuilder context(String... arguments) {
    return context(SettingsFile.OF_OPERATOR, arguments);
  }

  static ApplicationContextBuilder context(Path file, String... arguments) {
    return ApplicationContext.builder()
        .mainClass(Reveil.class)
        .banner(false)
        .deduceEnvironment(false)
        .overrideConfigLocations("classpath:config/")
        .propertySources(SettingsFile.read(file))
        .args(arguments);
  }

  /** Why a start failed: our own sentence where we refused, else the innermost reason. */
  static String sentence(Throwable failure) {
    Throwable innermost = failure;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return String.valueOf(fault.getMessage());
      }
      if (cause instanceof SQLException) {
        return "The database does not let us in: " + Scrub.text(String.valueOf(cause.getMessage()))
            + ". Check REVEIL_DB_URL, REVEIL_DB_USER and REVEIL_DB_PASSWORD.";
      }
      innermost = cause;
    }
    return "Réveil cannot start: " + Scrub.text(reason(String.valueOf(innermost.getMessage())));
  }

  /** The framework wraps a reason into a report: the line after the last “Message:”. */
  private static String reason(String report) {
    int marked = report.lastIndexOf(MESSAGE);
    return report
        .substring(marked < 0 ? 0 : marked + MESSAGE.length())
        .lines()
        .findFirst()
        .orElse(report);
  }
}
