package io.reveil.activity;

import io.reveil.kernel.YamlNode;
import java.util.regex.Pattern;

/**
 * Opens as rules may not read them. Programs open mails by themselves, so that an open is no contact of a person (CNIL
 * SAN-2020-003, A21), and the one date that may be kept without consent serves to delay a SUNSET, nothing else (A32).
 */
public final class Opens {
  /** {@code open}, {@code OPENED}, {@code last_open}, {@code if_opened}, {@code open_rate}; not {@code account_opened}. */
  private static final Pattern NAMED = Pattern.compile(
      "(?i)((last|first|email|mail|message|newsletter|campaign|any|has|was|not|if|unless|exit|none)[_-]?)*"
          + "(open|opens|opened)([_-](since|within|in|on|at|date|day|time|rate|count))?");

  public static final String WHY =
      "programs open mails by themselves, so an open says nothing of a person (CNIL SAN-2020-003), and may only delay a SUNSET";

  private Opens() {}

  /** Whether somebody means opens by this word. */
  public static boolean areNamedBy(String word) {
    return NAMED.matcher(word.strip()).matches();
  }

  /** Refuses a word that means them, where it stands. */
  public static void refuse(YamlNode place, String word) {
    if (areNamedBy(word)) {
      throw place.refuse(
          "“%s” would read opens: %s. Take STAY, CLICK or an event such as purchase instead."
              .formatted(word, WHY));
    }
  }

  /** Refuses them among the keys of a mapping. */
  public static void refuseKeys(YamlNode mapping) {
    mapping
        .members()
        .keySet()
        .forEach(name -> mapping.key(name).ifPresent(key -> refuse(key, name)));
  }
}
