package io.reveil.web.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who is meant, in the same words at every command. */
public final class Whom {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Option(names = "--email", paramLabel = "ADDRESS", description = "by e-mail address")
  private @Nullable String email;

  @Option(
      names = "--external-id",
      paramLabel = "NUMBER",
      description = "by the number that your other systems know the person by")
  private @Nullable String externalId;

  @Option(names = "--contact", paramLabel = "ID", description = "by the number Réveil gave")
  private @Nullable String contact;

  @Parameters(
      paramLabel = "ADDRESS|ID",
      arity = "0..1",
      description = "the same in short: an e-mail address, or the number Réveil gave")
  private @Nullable String inShort;

  /** As scripts say it that were written for an older version. */
  @Option(names = "--external", hidden = true)
  private @Nullable String external;

  /** As requests name a person: in their body, since that may be an address (D2). */
  public Map<String, String> named() {
    if (email != null) {
      return Map.of("email", email);
    }
    if (externalId != null) {
      return Map.of("externalId", externalId);
    }
    return external != null
        ? Map.of("externalId", external)
        : named(String.valueOf(contact != null ? contact : inShort));
  }

  /** {@code --contact} was an address once, at {@code consent invalidate}. */
  private static Map<String, String> named(String said) {
    return Map.of(NUMBER.matcher(said).matches() ? "contact" : "email", said);
  }

  /** What the server knows of that person; empty if there is no such contact. */
  public Optional<JsonNode> find(ApiClient server) {
    return Optional.of(server.post("/api/contacts/lookup", named()))
        .filter(answer -> answer.path("found").asBoolean());
  }
}
