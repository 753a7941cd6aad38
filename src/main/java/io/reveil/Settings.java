package io.reveil;

import static java.util.Comparator.comparing;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ConfigurableApplicationContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.reveil.kernel.Demands;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Fault.Detail;
import io.reveil.kernel.Installation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every setting of ours before anything is made of it: what cannot work is refused by its name, all of it at once,
 * while there is no home yet and no database was opened (design section 11). The framework would find it late, one fault
 * at a time, and hand on a text without the name.
 */
final class Settings {
  private static final String BY_GROUP =
      "it is given by group, as in reveil.delivery.pace.google; a group is named by lower-case letters"
          + " and digits alone.";

  private final Environment environment;
  private final List<Detail> refused = new ArrayList<>();

  private Settings(Environment environment) {
    this.environment = environment;
  }

  /** A record of settings, whose components are properties. */
  record Section(String prefix, Class<?> type) {
    private static Section of(BeanDefinition<?> bean) {
      return new Section(
          bean.stringValue(ConfigurationProperties.class).orElseThrow(), bean.getBeanType());
    }

    List<RecordComponent> parts() {
      return List.of(type.getRecordComponents());
    }

    String property(RecordComponent part) {
      return prefix + "." + NameUtils.hyphenate(part.getName());
    }
  }

  /** The records; or throws a {@link Fault} with all that is wrong. The context is one that was not started yet. */
  static List<Object> check(ApplicationContext context) {
    ((ConfigurableApplicationContext) context).configure();
    Environment environment = context.getEnvironment().start();
    List<Section> sections = sections(context);
    Settings settings = new Settings(environment);
    settings.refused.addAll(new SettingNames(sections).unknownIn(environment.getPropertySources()));
    List<Object> records =
        sections.stream().flatMap(section -> settings.read(section).stream()).toList();
    Demands.refuse(settings.refused);
    return records;
  }

  static List<Section> sections(ApplicationContext context) {
    return context.getAllBeanDefinitions().stream()
        .filter(bean -> bean.getBeanType().getPackageName().startsWith("io.reveil"))
        .filter(bean -> bean.hasAnnotation(ConfigurationProperties.class))
        .map(Section::of)
        .sorted(comparing(Section::prefix))
        .toList();
  }

  private Optional<Object> read(Section section) {
    int before = refused.size();
    Object[] values = section.parts().stream()
        .flatMap(part -> value(section.property(part), part).stream())
        .toArray();
    if (refused.size() > before) {
      return Optional.empty();
    }
    try {
      Object made = make(section, values);
      if (made instanceof Installation installation) {
        refuseTrialInEarnest(installation);
      }
      return Optional.of(made);
    } catch (Fault fault) {
      refused.addAll(fault.details());
      return Optional.empty();
    }
  }

  /** Empty if it was refused. */
  private Optional<?> value(String property, RecordComponent part) {
    try {
      String text = environment.getProperty(property, String.class).orElse("");
      Optional<?> value = converted(property, part).filter(read -> isWhole(read, text));
      if (value.isEmpty()) {
        refuse(property, part.getType() == Map.class ? BY_GROUP : unread(property, text));
      }
      return value;
    } catch (ConfigurationException _) {
      refuse(property, "the ${…} in it names no setting.");
      return Optional.empty();
    }
  }

  private Optional<?> converted(String property, RecordComponent part) {
    ArgumentConversionContext<?> conversion =
        ConversionContext.of(Argument.of(part.getGenericType()));
    try {
      Optional<?> value = environment.getProperty(property, conversion);
      return conversion.hasErrors() ? Optional.empty() : value;
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The framework takes any word that is not true for false, and a group within a group for a value. */
  private static boolean isWhole(Object read, String text) {
    return switch (read) {
      case Boolean said -> text.equals(said.toString());
      case Map<?, ?> groups -> groups.values().stream().allMatch(String.class::isInstance);
      default -> true;
    };
  }

  private String unread(String property, String text) {
    String what = text.isBlank() ? "it is empty" : "“" + text + "” is not understood";
    return what + "; write it as in " + shipped(property) + ".";
  }

  private Object shipped(String property) {
    return environment.getPropertySources().stream()
        .filter(source -> source.getName().equals(Environment.DEFAULT_NAME))
        .flatMap(source -> Optional.ofNullable(source.get(property)).stream())
        .findFirst()
        .orElse("config/application.yml");
  }

  private static Object make(Section section, Object[] values) {
    Class<?>[] types =
        section.parts().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = section.type().getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IllegalStateException(section + " fails on its values", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(section + " is no record", e);
    }
  }

  private void refuseTrialInEarnest(Installation installation) {
    String relay = environment.getProperty("reveil.smtp.host", String.class).orElse("");
    if (installation.start().isPresent()
        && !(installation.isHere() && Installation.isLoopback(relay))) {
      refuse(
          "reveil.clock",
          "it is for trials: take it away, or let REVEIL_BASE_URL and REVEIL_SMTP_HOST both lead to this"
              + " machine (127.0.0.1).");
    }
  }

  private void refuse(String property, String fix) {
    refused.add(Demands.refusal(property, fix));
  }
}
