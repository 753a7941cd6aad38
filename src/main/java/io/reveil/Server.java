package io.reveil;

import io.micronaut.runtime.Micronaut;

/** The server: {@code config/application.yml}, then the environment (design section 11). */
final class Server {
  private Server() {}

  /** As configured everywhere: by the jar, overridden by ./config, overridden by the environment. */
  static void run(String... arguments) {
    Micronaut micronaut = Micronaut.build(arguments).mainClass(Reveil.class).banner(false);
    micronaut.overrideConfigLocations("classpath:config/", "file:config/");
    micronaut.start();
  }
}
