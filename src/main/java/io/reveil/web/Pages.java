package io.reveil.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import io.reveil.kernel.Language;
import io.reveil.web.template.Templating;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Pages as answers, with the security headers of C11. */
@Singleton
public final class Pages {
  /** The request attribute that holds the token which the forms of the console carry. */
  public static final String CSRF = "reveil.csrf";

  private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

  private final Templating templating;

  Pages(Templating templating) {
    this.templating = templating;
  }

  /**
   * A page for contacts ({@code templates/page/<name>.<language>.ftlh}); {@code lang} is added to the model. {@code
   * templates/page/layout.ftlh} has the frame.
   */
  public MutableHttpResponse<String> letter(
      HttpStatus status, String name, Language language, Map<String, Object> model) {
    String template = "page/" + name + "." + language.tag() + ".ftlh";
    return page(status, template, with(model, "lang", language.tag()))
        .header(SecurityHeaders.POLICY, SecurityHeaders.LETTER_POLICY);
  }

  /**
   * A page for operators ({@code templates/console/<name>.ftlh}), in English; {@code csrf}, which every form of the
   * console posts under that name, is added to the model. {@code templates/console/layout.ftlh} has the frame.
   */
  public MutableHttpResponse<String> console(
      HttpStatus status, String name, Map<String, Object> model) {
    String csrf = ServerRequestContext.currentRequest()
        .flatMap((HttpRequest<Object> request) -> request.getAttribute(CSRF, String.class))
        .orElse("");
    return page(status, "console/" + name + ".ftlh", with(model, "csrf", csrf))
        .header(SecurityHeaders.POLICY, SecurityHeaders.CONSOLE_POLICY);
  }

  private MutableHttpResponse<String> page(
      HttpStatus status, String template, Map<String, Object> model) {
    return HttpResponse.<String>status(status)
        .contentType(HTML)
        .body(templating.render(template, model));
  }

  private static Map<String, Object> with(Map<String, Object> model, String name, String value) {
    Map<String, Object> whole = new HashMap<>(model);
    whole.put(name, value);
    return whole;
  }
}
