package io.reveil.web.template;

import freemarker.cache.TemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.Template;
import io.reveil.kernel.ShippedFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** The files of {@code templates/}, and none beside them. A file that changed on disk is another one: its text says so. */
final class TemplateFiles implements TemplateLoader {
  private static final long UNKNOWN = -1;

  private final ShippedFiles files;

  TemplateFiles(ShippedFiles files) {
    this.files = files;
  }

  private record Source(String name, String text) {}

  @Override
  public @Nullable Object findTemplateSource(String name) {
    return files.read("templates/" + name).map(text -> new Source(name, text)).orElse(null);
  }

  @Override
  public long getLastModified(Object source) {
    return UNKNOWN;
  }

  /** An included file passes here only, so here is where it is searched for what is forbidden. */
  @Override
  public Reader getReader(Object source, String encoding) throws IOException {
    Source file = (Source) source;
    Configuration plain = new Configuration(Configuration.VERSION_2_3_34);
    Forbidden.refuse(new Template(file.name(), new StringReader(file.text()), plain));
    return new StringReader(file.text());
  }

  @Override
  public void closeTemplateSource(Object source) {
    // All is in memory.
  }
}
