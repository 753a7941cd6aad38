package io.reveil.demo;

import io.reveil.demo.world.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** How the gateway of a mail host looks at the measured links of a letter, and what it must be taken for. */
enum Gateway {
  /** Every link within seconds, by GET and by HEAD, from three networks, dressed as a browser. */
  SWEEPS("SCAN") {
    @Override
    List<Api.Look> looks(List<URI> links) {
      List<Api.Look> looks = new ArrayList<>();
      for (URI link : links) {
        String network = NETWORKS.get(looks.size() / 2 % NETWORKS.size());
        looks.add(new Api.Look("GET", link, CHROME, network));
        looks.add(new Api.Look("HEAD", link, CHROME, network));
      }
      return looks;
    }
  },
  /** One link, and it does not say what it is. */
  HIDES("SUSPECT") {
    @Override
    List<Api.Look> looks(List<URI> links) {
      return List.of(new Api.Look("GET", links.getFirst(), "", NETWORKS.getFirst()));
    }
  },
  /** One link, twice, with two browsers. */
  COMPARES("UNKNOWN") {
    @Override
    List<Api.Look> looks(List<URI> links) {
      return List.of(
          new Api.Look("GET", links.getFirst(), CHROME, NETWORKS.getFirst()),
          new Api.Look("GET", links.getFirst(), FIREFOX, NETWORKS.getFirst()));
    }
  };

  static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/131.0.0.0 Safari/537.36";
  /** Kept for examples (RFC 5737). */
  private static final List<String> NETWORKS =
      List.of("192.0.2.10", "198.51.100.10", "203.0.113.10");

  private final String hitClass;

  Gateway(String hitClass) {
    this.hitClass = hitClass;
  }

  static Gateway of(String address) {
    return switch (address.substring(address.indexOf('@') + 1)) {
      case "laposte.example" -> HIDES;
      case "free.example" -> COMPARES;
      default -> SWEEPS;
    };
  }

  /** What the judge must find in each of its hits. */
  String hitClass() {
    return hitClass;
  }

  abstract List<Api.Look> looks(List<URI> links);
}
