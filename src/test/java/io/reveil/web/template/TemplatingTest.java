package io.reveil.web.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.EmailAddress;
import io.reveil.testing.Rig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatingTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Templating templating = rig.bean(Templating.class);

  @Test
  void htmlEscapesByItselfAndTextDoesNot() {
    Map<String, Object> model = Map.of("name", "<b>Ada & Co</b>");

    assertThat(templating.parse("a.ftlh", "${name}").render(model))
        .isEqualTo("&lt;b&gt;Ada &amp; Co&lt;/b&gt;");
    assertThat(templating.parse("a.ftl", "${name}").render(model)).isEqualTo("<b>Ada & Co</b>");
  }

  @Test
  void plainValuesPrintTheSameEverywhere() {
    String text = templating
        .parse("a.ftl", "${n} ${yes} ${deep.list[1]} ${none!'–'} ${deep.list?size}")
        .render(Map.of("n", 1234567.5, "yes", true, "deep", Map.of("list", List.of("a", "b"))));

    assertThat(text).isEqualTo("1234567.5 true b – 2");
  }

  /** By default ?new runs programs (design section 12). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
        "${name?api.class}",
        "<#assign t = \"x\"?interpret><@t/>",
        "${\"1 + 1\"?eval}",
        "${\"1 + 1\"? <#-- hidden --> eval}",
        "${\"[1]\"?eval_json}",
        "<#if true>${name?upper_case?interpret}</#if>"
      })
  void aTemplateThatRunsTextOrReachesForAClassIsRefused(String text) {
    assertThatThrownBy(() -> templating.parse("a.ftlh", text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("which is not allowed");
  }

  @Test
  void evenUncheckedTheClassResolverAllowsNothing() {
    assertThatThrownBy(() -> templating
            .parse(
                "a.ftl",
                "<#assign make = \"freemarker.template.utility.Execute\"> ${.main_template_name} ${make[0]}${make.class}")
            .render(Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anObjectHasNoMethodsInATemplate() {
    for (Object object :
        List.of(Instant.EPOCH, EmailAddress.parse("ada@example.org").orElseThrow(), new int[1])) {
      assertThatThrownBy(
              () -> templating.parse("a.ftl", "${thing}").render(Map.of("thing", object)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(
            () -> templating.parse("a.ftl", "${name.getClass()}").render(Map.of("name", "Ada")))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../config/application.yml",
        "../../config/application.yml",
        "file:///etc/passwd",
        "/etc/passwd",
        "classpath:logback.xml",
        "page/../../pom.xml"
      })
  void anIncludeStaysInsideTheTemplates(String file) {
    assertThatThrownBy(
            () -> templating.parse("page/a.ftlh", "<#include \"" + file + "\">").render(Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anIncludedFileOfTheTemplatesIsFound() {
    String page = templating.render("page/problem.en.ftlh", Map.of("lang", "en", "status", 404));

    assertThat(page).contains("There is nothing at this address").contains("class=\"letter\"");
  }

  @Test
  void outputIsBounded() {
    Templating.Parsed endless = templating.parse("a.ftl", "<#list 1.. as i>0123456789</#list>");

    assertThatThrownBy(() -> endless.render(Map.of())).hasMessageContaining("more than a megabyte");
  }

  /** (A58) */
  @Test
  void aFailureNamesThePlaceAndNotTheValues() {
    Templating.Parsed broken =
        templating.parse("page/a.ftlh", "\n ${address?number + contact.missing}");

    assertThatThrownBy(() -> broken.render(Map.of("address", "ada@example.org")))
        .hasMessageContaining("page/a.ftlh, line 2, column")
        .hasMessageNotContaining("ada@example.org")
        .hasNoCause();
  }

  @Test
  void aTemplateThatDoesNotParseIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> templating.parse("a.ftlh", "one\n<#if x>"))
        .hasMessageStartingWith("template a.ftlh, line 2");
  }
}
