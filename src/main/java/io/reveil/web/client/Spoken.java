package io.reveil.web.client;

import io.reveil.kernel.Language;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A language that a command speaks. */
final class Spoken implements ITypeConverter<Language> {
  @Override
  public Language convert(String text) {
    return Language.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new TypeConversionException("the language is fr or en"));
  }
}
