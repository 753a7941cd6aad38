package io.reveil.campaign;

import jakarta.inject.Singleton;

/** The waves of campaigns, for those who report on them. */
@Singleton
public final class Waves {
  Waves() {}
}
