package io.reveil.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Fault;
import java.util.List;

/**
 * Why a request was not done (RFC 9457). {@code code} is for programs, {@code detail} is a sentence with the fix.
 *
 * @param errors what is wrong with which field, where fields are to blame
 */
@Serdeable
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Wrong> errors) {

  /** One field, and what is wrong with it. */
  @Serdeable
  record Wrong(String field, String message) {}

  static Problem of(HttpStatus status, String code, String detail, List<Wrong> errors) {
    return new Problem(
        "about:blank", status.getReason(), status.getCode(), detail, code, List.copyOf(errors));
  }

  static Problem of(Fault fault) {
    return of(
        HttpStatus.valueOf(fault.kind().status()),
        fault.code(),
        String.valueOf(fault.getMessage()),
        fault.details().stream()
            .map(detail -> new Wrong(detail.field(), detail.message()))
            .toList());
  }
}
