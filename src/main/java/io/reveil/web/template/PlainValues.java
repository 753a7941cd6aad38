package io.reveil.web.template;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleHash;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a template see text, numbers, booleans, and maps and lists of them. No method of any object can be called. */
final class PlainValues implements ObjectWrapper {
  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    return switch (value) {
      case null -> null;
      case TemplateModel own -> own;
      case String text -> new SimpleScalar(text);
      case Number number -> new SimpleNumber(number);
      case Boolean claim -> claim ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
      case Map<?, ?> members -> hash(members);
      case List<?> items -> new SimpleSequence(items, this);
      default ->
        throw new TemplateModelException(
            "a model holds plain values, not a " + value.getClass().getName());
    };
  }

  private TemplateModel hash(Map<?, ?> members) {
    Map<String, Object> named = new LinkedHashMap<>();
    members.forEach((name, value) -> named.put(String.valueOf(name), value));
    return new SimpleHash(named, this);
  }
}
