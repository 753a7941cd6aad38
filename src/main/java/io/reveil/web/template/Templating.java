package io.reveil.web.template;

import freemarker.cache.TemplateNameFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.reveil.kernel.ShippedFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/**
 * FreeMarker, locked down (design section 12): no {@code ?new}, {@code ?api}, {@code ?interpret}, {@code ?eval}; models
 * are maps of plain values; includes stay inside {@code templates/}; HTML escapes by itself in {@code .ftlh}.
 */
@Singleton
public final class Templating {
  private final Configuration configuration;

  Templating(ShippedFiles files) {
    configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new TemplateFiles(files));
    configuration.setTemplateNameFormat(TemplateNameFormat.DEFAULT_2_4_0);
    configuration.setLocalizedLookup(false);
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setOutputEncoding(StandardCharsets.UTF_8.name());
    configuration.setObjectWrapper(new PlainValues());
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
    configuration.setNumberFormat("c");
    configuration.setBooleanFormat("c");
  }

  /**
   * Renders a file of {@code templates/}.
   *
   * @param name such as {@code page/form.ftlh}
   * @throws IllegalStateException if the template fails or writes more than a megabyte
   */
  public String render(String name, Map<String, Object> model) {
    try {
      return write(configuration.getTemplate(name), model);
    } catch (ParseException e) {
      throw unreadable(name, e);
    } catch (IOException e) {
      throw new IllegalStateException("template " + name + " cannot be read", e);
    }
  }

  /** A template from text, parsed once; {@code name} decides by its extension whether it escapes. */
  public Parsed parse(String name, String text) {
    try {
      Template template = new Template(name, new StringReader(text), configuration);
      Forbidden.refuse(template);
      return model -> write(template, model);
    } catch (ParseException e) {
      throw unreadable(name, e);
    } catch (IOException e) {
      throw new IllegalStateException("template " + name + " cannot be read", e);
    }
  }

  /** A parsed template; may be used by many threads. */
  public interface Parsed {
    String render(Map<String, Object> model);
  }

  private static String write(Template template, Map<String, Object> model) {
    BoundedText out = new BoundedText();
    try {
      template.process(model, out);
      return out.toString();
    } catch (TemplateException e) {
      throw failed(template.getName(), e);
    } catch (IOException e) {
      throw new IllegalStateException("template " + template.getName() + ": " + e.getMessage(), e);
    }
  }

  /** Place and expression, but neither FreeMarker's own sentence nor the cause: they may quote values (A58). */
  private static IllegalStateException failed(String name, TemplateException e) {
    return new IllegalStateException("template %s failed in %s, line %s, column %s, at “%s”"
        .formatted(
            name,
            e.getTemplateSourceName() == null ? name : e.getTemplateSourceName(),
            e.getLineNumber(),
            e.getColumnNumber(),
            e.getBlamedExpressionString() == null ? "" : e.getBlamedExpressionString()));
  }

  /** What the parser says quotes the template only, which is the author's own text. */
  private static IllegalStateException unreadable(String name, ParseException e) {
    return new IllegalStateException(
        "template %s, line %d, column %d: %s"
            .formatted(name, e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage()),
        e);
  }
}
