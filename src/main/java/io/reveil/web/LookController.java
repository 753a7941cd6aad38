package io.reveil.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.reveil.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;

/** The one stylesheet of all pages. A browser keeps it for an hour, then asks whether it changed. */
@Controller
class LookController {
  private static final MediaType CSS = new MediaType("text/css; charset=utf-8");

  private final byte[] look;
  private final String tag;

  LookController() {
    try (InputStream file = LookController.class.getResourceAsStream("/web/look.css")) {
      look = Objects.requireNonNull(file, "look.css is in the jar").readAllBytes();
      tag = '"' + HexFormat.of().formatHex(Sha256.of(look), 0, 8) + '"';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Get("/look.css")
  @Public
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> look(HttpRequest<?> request) {
    boolean isKept = tag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH));
    var answer =
        isKept ? HttpResponse.<byte[]>notModified() : HttpResponse.ok(look).contentType(CSS);
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
  }
}
