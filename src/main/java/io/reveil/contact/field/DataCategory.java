package io.reveil.contact.field;

/** What kind of personal data a field holds. The last nine are special categories: no field may hold them (A60). */
public enum DataCategory {
  IDENTITY,
  CONTACT_DETAILS,
  PERSONAL_LIFE,
  PROFESSIONAL_LIFE,
  PREFERENCES,
  PURCHASES,
  RACIAL_OR_ETHNIC_ORIGIN,
  POLITICAL_OPINIONS,
  RELIGIOUS_BELIEFS,
  TRADE_UNION_MEMBERSHIP,
  GENETIC,
  BIOMETRIC,
  HEALTH,
  SEX_LIFE,
  SEXUAL_ORIENTATION;

  /** Whether processing it is forbidden but for exceptions that marketing never has (GDPR art. 9(1)). */
  boolean isSpecial() {
    return switch (this) {
      case IDENTITY, CONTACT_DETAILS, PERSONAL_LIFE, PROFESSIONAL_LIFE, PREFERENCES, PURCHASES ->
        false;
      case RACIAL_OR_ETHNIC_ORIGIN,
          POLITICAL_OPINIONS,
          RELIGIOUS_BELIEFS,
          TRADE_UNION_MEMBERSHIP,
          GENETIC,
          BIOMETRIC,
          HEALTH,
          SEX_LIFE,
          SEXUAL_ORIENTATION -> true;
    };
  }
}
