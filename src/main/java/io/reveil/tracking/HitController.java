package io.reveil.tracking;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.reveil.content.TemplateLinks;
import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import io.reveil.web.ClientNetworks;
import io.reveil.web.Public;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * The links and the image of measured mail. A GET stores a raw hit and nothing else (C1); whatever becomes of that, the
 * link leads on and the image is shown.
 */
@Public
@Controller
@Produces(MediaType.ALL)
class HitController {
  private static final String NO_STORE = "no-store";
  private static final int LONGEST_AGENT = 300;
  /** One transparent pixel. */
  private static final byte[] IMAGE =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final HitTokens tokens;
  private final TemplateLinks links;
  private final Ingest ingest;
  private final ClientNetworks networks;
  private final Ids ids;
  private final Clock clock;
  private final ExecutorService blocking;

  HitController(
      HitTokens tokens,
      TemplateLinks links,
      Ingest ingest,
      ClientNetworks networks,
      Ids ids,
      Clock clock,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.tokens = tokens;
    this.links = links;
    this.ingest = ingest;
    this.networks = networks;
    this.ids = ids;
    this.clock = clock;
    this.blocking = blocking;
  }

  /** Leads where the token's link leads and nowhere else: nothing in the address of the request is read but the token (D8). */
  @Get("/l/{token}")
  CompletionStage<HttpResponse<?>> follow(String token, HttpRequest<?> request) {
    HitLink link = tokens.read(HitLink.Use.CLICK, token).orElseThrow(HitController::unknown);
    Fetched fetched = fetched(HitKind.CLICK, link, request);
    Executor network = network(request);
    return links
        .known(link.link())
        .map(to -> led(to, fetched, network))
        .orElseGet(() -> destination(link.link()).thenCompose(to -> led(to, fetched, network)));
  }

  /** Asked on another thread: the network's own must not wait for a database. */
  private CompletableFuture<String> destination(long link) {
    return CompletableFuture.supplyAsync(
        () -> links.destination(link).orElseThrow(HitController::unknown), blocking);
  }

  private CompletionStage<HttpResponse<?>> led(String to, Fetched fetched, Executor network) {
    return ingest.take(fetched, network).thenApply(_ -> redirect(to));
  }

  private static HttpResponse<?> redirect(String destination) {
    return HttpResponse.status(HttpStatus.FOUND)
        .header(HttpHeaders.LOCATION, destination)
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }

  /** The same image for everybody, whatever the token. */
  @Get("/o/{token}")
  CompletionStage<HttpResponse<byte[]>> show(String token, HttpRequest<?> request) {
    return tokens
        .read(HitLink.Use.OPEN, token)
        .map(image -> ingest.take(fetched(HitKind.OPEN, image, request), network(request)))
        .orElseGet(() -> CompletableFuture.completedStage(false))
        .thenApply(_ -> HttpResponse.ok(IMAGE.clone())
            .contentType(MediaType.IMAGE_GIF_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, NO_STORE));
  }

  /** The thread that reads and writes the connection of this request. */
  private Executor network(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? netty.getChannelHandlerContext().channel().eventLoop()
        : blocking;
  }

  private Fetched fetched(HitKind kind, HitLink of, HttpRequest<?> request) {
    return new Fetched(
        ids.next(),
        kind,
        of,
        means(request),
        clock.instant(),
        networks.of(request),
        Optional.ofNullable(request.getHeaders().get(HttpHeaders.USER_AGENT))
            .map(said -> said.substring(0, Math.min(said.length(), LONGEST_AGENT))));
  }

  /** What a program fetches beforehand nobody has followed (C3). */
  private static Hit.Means means(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.HEAD) {
      return Hit.Means.HEAD;
    }
    boolean isBeforehand = Stream.of("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
        .flatMap(name -> request.getHeaders().getAll(name).stream())
        .anyMatch(said -> said.contains("prefetch") || said.contains("preview"));
    return isBeforehand ? Hit.Means.PREFETCH : Hit.Means.GET;
  }

  private static Fault unknown() {
    return Fault.absent("UNKNOWN_LINK", "This link is not one of ours, or it was cut.");
  }
}
