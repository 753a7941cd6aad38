package io.reveil.access;

import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints a link that opens the console. */
@Command(
    name = "console",
    description = "Prints a link that opens the operators' pages: once, within ten minutes.",
    footer = {"", "The session lasts twelve hours, also over a restart of the server."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed, or the server was lost"})
public final class ConsoleCommand extends RemoteCommand {
  ConsoleCommand() {}

  @Override
  protected int run(ApiClient server) {
    print(server.post("/api/console-links", Map.of()), link -> link.get("url").asText());
    return DONE;
  }
}
