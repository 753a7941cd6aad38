package io.reveil.web.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;

/** A refusal keeps its code and its sentence. */
@Singleton
class FaultHandler implements ExceptionHandler<Fault, HttpResponse<?>> {
  private final Problems problems;

  FaultHandler(Problems problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, Fault fault) {
    return problems.answer(request, Problem.of(fault));
  }
}
