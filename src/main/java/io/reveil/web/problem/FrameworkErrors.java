package io.reveil.web.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.List;

/**
 * What the framework refuses by itself, in the shape of all other problems. Its own sentences are left out: they quote
 * the request.
 */
@Singleton
class FrameworkErrors implements ErrorResponseProcessor<Object> {
  private static final String BODY_EMPTY =
      "The body of the request is empty: send in it the file, document or JSON that this address reads.";

  private final Problems problems;

  FrameworkErrors(Problems problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("unchecked")
  public MutableHttpResponse<Object> processResponse(
      ErrorContext error, MutableHttpResponse<?> base) {
    List<Problem.Wrong> wrong = error
        .getRootCause()
        .filter(ConstraintViolationException.class::isInstance)
        .map(ConstraintViolationException.class::cast)
        .map(FrameworkErrors::wrong)
        .orElse(List.of());
    HttpStatus status = base.status();
    Problem problem = lacksItsBody(error)
        ? Problem.of(status, "BODY_EMPTY", BODY_EMPTY, List.of())
        : Problem.of(status, code(status, wrong), sentence(status), wrong);
    MutableHttpResponse<?> answer = problems.answer(error.getRequest(), problem);
    base.getHeaders()
        .getAll(HttpHeaders.ALLOW)
        .forEach(allowed -> answer.header(HttpHeaders.ALLOW, allowed));
    return (MutableHttpResponse<Object>) answer;
  }

  private static boolean lacksItsBody(ErrorContext error) {
    return error.getRequest().getContentLength() <= 0
        && error
            .getRootCause()
            .filter(UnsatisfiedRouteException.class::isInstance)
            .map(UnsatisfiedRouteException.class::cast)
            .filter(missing -> missing.getArgument().isAnnotationPresent(Body.class))
            .isPresent();
  }

  private static List<Problem.Wrong> wrong(ConstraintViolationException refused) {
    return refused.getConstraintViolations().stream()
        .map(violation -> new Problem.Wrong(field(violation), violation.getMessage()))
        .toList();
  }

  /** {@code create.request.name} is the field {@code name} for who wrote the request. */
  private static String field(ConstraintViolation<?> violation) {
    String last = "";
    for (Path.Node node : violation.getPropertyPath()) {
      last = node.getName() == null ? last : node.getName();
    }
    return last;
  }

  private static String code(HttpStatus status, List<Problem.Wrong> wrong) {
    return wrong.isEmpty() ? status.name() : "INVALID";
  }

  private static String sentence(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST ->
        "The request is not understood: a field is missing, or has another form than it needs.";
      case NOT_FOUND -> "There is nothing at this address.";
      case METHOD_NOT_ALLOWED -> "This address does not know this method.";
      case NOT_ACCEPTABLE -> "This address does not answer in the form that was asked for.";
      case UNSUPPORTED_MEDIA_TYPE -> "This address does not read this kind of body.";
      case REQUEST_ENTITY_TOO_LARGE -> "The request is larger than this address reads.";
      default -> "The request was refused.";
    };
  }
}
