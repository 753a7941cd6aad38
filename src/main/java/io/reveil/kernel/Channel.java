package io.reveil.kernel;

/** How a person is reached. All are recorded; only e-mail is sent (S0.5, E1). */
public enum Channel {
  EMAIL,
  SMS,
  PHONE,
  POST
}
