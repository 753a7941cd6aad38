package io.reveil.subscription;

import io.reveil.consent.Doorway;
import io.reveil.kernel.Language;
import java.net.URI;

/** Where something was asked, in the words that follow “on”; never a page that nobody saw (E6). */
public final class Places {
  private Places() {}

  /** For a mail, which names no page that anybody could have made up (B28). */
  public static String known(Doorway by, Language language) {
    return switch (by.door()) {
      case HOSTED_PAGE -> name(by.page().orElseThrow());
      case SNIPPET ->
        switch (language) {
          case FR -> "un site qui montre notre formulaire";
          case EN -> "a site that shows our form";
        };
      case API ->
        switch (language) {
          case FR -> "un site ou un logiciel qui nous transmet les demandes";
          case EN -> "a site or a program that passes requests on to us";
        };
    };
  }

  /** For a page: also what was said, and by whom. */
  public static String told(Doorway by, Language language) {
    return by.page().map(page -> told(by, page, language)).orElseGet(() -> known(by, language));
  }

  private static String told(Doorway by, URI page, Language language) {
    return name(page)
        + switch (by.door()) {
          case HOSTED_PAGE -> "";
          case SNIPPET ->
            switch (language) {
              case FR -> ", d’après le navigateur";
              case EN -> ", as the browser says";
            };
          case API ->
            switch (language) {
              case FR -> ", d’après le site ou le logiciel qui nous l’a transmis";
              case EN -> ", as the site or the program says that passed it on to us";
            };
        };
  }

  /** A page as one names it: {@code example.org/f/newsletter}. */
  private static String name(URI page) {
    return page.getAuthority() + page.getPath();
  }
}
