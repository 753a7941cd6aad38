package io.reveil.subscription.form;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.reveil.consent.Doorway;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.subscription.Posted;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which door a filled-in form came (E6). What a browser or a program says of its own page is kept as said by it, without
 * a query, which may speak of the person.
 */
@Singleton
class Doors {
  private static final int LONGEST = 300;

  private final Installation installation;

  Doors(Installation installation) {
    this.installation = installation;
  }

  /**
   * A copy of the form says that it is one, and a browser mostly says where it stood. Our own pages forbid browsers to say
   * so (Referrer-Policy), and then a post names no origin, or {@code null}.
   */
  Doorway ofForm(Form form, Posted posted, HttpRequest<?> request) {
    Optional<URI> elsewhere = Stream.of(HttpHeaders.REFERER, HttpHeaders.ORIGIN)
        .flatMap(header -> Optional.ofNullable(request.getHeaders().get(header)).stream())
        .flatMap(said -> page(said).stream())
        .filter(page -> !isOurs(page))
        .findFirst();
    return posted.text("door").equals("snippet") || elsewhere.isPresent()
        ? new Doorway(Doorway.Door.SNIPPET, elsewhere)
        : Doorway.hosted(URI.create(installation.url(form.path())));
  }

  /** @param page as the program says, if it does */
  Doorway ofProgram(@Nullable String page) {
    return new Doorway(
        Doorway.Door.API,
        Optional.ofNullable(page)
            .map(said -> page(said)
                .orElseThrow(() -> Fault.invalid(
                    "page",
                    "page: write the address of the page where the person asked, with http or https and at"
                        + " most %d characters, or leave it out.".formatted(LONGEST)))));
  }

  private boolean isOurs(URI page) {
    return Objects.equals(page.getAuthority(), installation.baseUrl().getAuthority());
  }

  private static Optional<URI> page(String said) {
    try {
      URI uri = new URI(said);
      boolean isPage = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
      return isPage
          ? Optional.of(
                  URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath()))
              .filter(page -> page.toString().length() <= LONGEST)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
