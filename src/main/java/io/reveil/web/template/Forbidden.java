package io.reveil.web.template;

import freemarker.template.Template;
import java.io.IOException;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses templates that run text as code or reach for a class. FreeMarker can switch off {@code ?new} and {@code ?api}
 * but not {@code ?interpret} and {@code ?eval}, so they are looked for in its canonical writing of what it parsed, where
 * neither blanks nor comments hide them.
 */
final class Forbidden {
  private static final Pattern BUILT_IN =
      Pattern.compile("\\?\\s*(new|api|interpret|eval|eval_json|evalJson)\\b");

  private Forbidden() {}

  static void refuse(Template template) throws IOException {
    StringWriter canonical = new StringWriter();
    template.dump(canonical);
    Matcher found = BUILT_IN.matcher(canonical.toString());
    if (found.find()) {
      throw new IllegalStateException(
          "template " + template.getName() + " uses ?" + found.group(1) + ", which is not allowed");
    }
  }
}
