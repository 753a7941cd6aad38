package io.reveil.access;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.reveil.kernel.Actor;
import jakarta.inject.Singleton;

/** Gives a controller's {@code Actor.Operator} parameter who is asking. */
@Singleton
class OperatorBinder implements TypedRequestArgumentBinder<Actor.Operator> {
  @Override
  public Argument<Actor.Operator> argumentType() {
    return Argument.of(Actor.Operator.class);
  }

  @Override
  public BindingResult<Actor.Operator> bind(
      ArgumentConversionContext<Actor.Operator> context, HttpRequest<?> request) {
    return () -> request.getAttribute(Gatekeeper.ACTOR, Actor.Operator.class);
  }
}
