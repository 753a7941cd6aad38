package io.reveil.subscription.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Speaking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sign-up forms. */
@Command(
    name = "form",
    description = "Prints a sign-up form as HTML for your own site.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = FormCommand.Snippet.class,
    footer = {"", "Example: reveil form snippet newsletter --language fr > newsletter.html"})
public final class FormCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  FormCommand() {}

  /** Prints one. */
  @Command(
      name = "snippet",
      description =
          "Prints a form as HTML to copy into a page of yours: no script, nothing loaded from here."
              + " Copy it again when the texts of config/purposes.yml change.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:printed", "1:there is no such form, or the server was lost"})
  static final class Snippet extends RemoteCommand {
    @Parameters(paramLabel = "FORM", description = "a file of config/forms, without .yml")
    @SuppressWarnings("NullAway.Init")
    private String form;

    @Mixin
    private Speaking speaking = new Speaking();

    @Override
    protected int run(ApiClient server) {
      String path = "/f/%s/snippet?lang=%s"
          .formatted(ApiClient.segment(form), speaking.language().tag());
      print(
          JsonNodeFactory.instance.objectNode().put("snippet", server.text(path)),
          answer -> answer.path("snippet").asText().stripTrailing());
      return DONE;
    }
  }
}
