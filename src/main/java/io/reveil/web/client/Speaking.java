package io.reveil.web.client;

import io.reveil.kernel.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which language a command answers. */
public final class Speaking {
  @Option(
      names = "--language",
      defaultValue = "en",
      paramLabel = "fr|en",
      converter = Spoken.class,
      description = "language of the answer; ${DEFAULT-VALUE} by default")
  private Language language = Language.EN;

  /** As scripts say it that were written for an older version. */
  @Option(names = "--lang", hidden = true, converter = Spoken.class)
  private @Nullable Language lang;

  public Language language() {
    return lang == null ? language : lang;
  }
}
