package io.reveil.web;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which network a request comes from: a /24 of IPv4, a /48 of IPv6. Nobody's whole address is kept. */
@Singleton
public final class ClientNetworks {
  private static final int IPV4_LENGTH = 4;
  private static final int IPV4_KEPT = 3;
  private static final int IPV6_KEPT = 6;

  private final Set<InetAddress> trusted;

  ClientNetworks(WebConfig config) {
    trusted = config.trustedProxies().stream()
        .flatMap(proxy -> literal(proxy).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As text that names the network and no more. */
  public String of(HttpRequest<?> request) {
    InetAddress client = request.getRemoteAddress().getAddress();
    return network(
        trusted.contains(client)
            ? behind(client, request.getHeaders().getAll("X-Forwarded-For"))
            : client);
  }

  /** Whom this proxy speaks for, by what it and those before it said. */
  private InetAddress behind(InetAddress proxy, List<String> said) {
    InetAddress client = proxy;
    String[] hops = String.join(",", said).split(",", -1);
    // From the nearest hop outwards: what stands left of a stranger is the stranger's word.
    for (int i = hops.length - 1; i >= 0 && trusted.contains(client); i--) {
      Optional<InetAddress> before = literal(hops[i].strip());
      if (before.isEmpty()) {
        break;
      }
      client = before.get();
    }
    return client;
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int kept = bytes.length == IPV4_LENGTH ? IPV4_KEPT : IPV6_KEPT;
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
  }

  /** Only what is written as an address: a name would be looked up. */
  static Optional<InetAddress> literal(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
