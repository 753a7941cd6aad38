package io.reveil.kernel;

import java.time.Clock;

/** A clock that somebody moves by hand: the demo and the tests bring one as a bean, a served installation never does. */
public abstract class TrialClock extends Clock {}
