package io.reveil.subscription.form;

import io.reveil.consent.wording.Controller;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.web.template.Templating;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * A form as HTML for the controller's own site: no script, no style sheet, nothing loaded from us. Posting it answers with
 * our page; a snippet whose texts are no longer today's is answered with the form as it is now (A10).
 */
@Singleton
class Snippets {
  private final FormPage page;
  private final Installation installation;
  private final Templating templating;

  Snippets(FormPage page, Installation installation, Templating templating) {
    this.page = page;
    this.installation = installation;
    this.templating = templating;
  }

  String of(Form form, Language language) {
    Controller controller = form.purposes().getFirst().controller();
    Map<String, Object> model = page.model(form, language);
    model.put("lang", language.tag());
    model.put("form", form.id());
    model.put("action", installation.url(form.path()));
    model.put("policyUrl", controller.policyUrl().toString());
    return templating.render("page/snippet.ftlh", model);
  }
}
