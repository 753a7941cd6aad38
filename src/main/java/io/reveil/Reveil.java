package io.reveil;

/** Starts what was asked for. */
public final class Reveil {
  private Reveil() {}

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "config/logback.xml");
    Server.run();
  }
}
