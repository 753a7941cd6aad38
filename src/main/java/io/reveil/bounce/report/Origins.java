package io.reveil.bounce.report;

import io.reveil.bounce.reading.Traces;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.link.Verified;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the message that a report speaks of: by the envelope sender it was returned to, then by Message-ID, then by the
 * links of the copy that came back. Each carries a tag of ours, so a forged report finds nothing (B22).
 */
@Singleton
public class Origins {
  private final MailTokens tokens;
  private final Links links;

  Origins(MailTokens tokens, Links links) {
    this.tokens = tokens;
    this.links = links;
  }

  public Optional<SentMail> find(Traces traces) {
    return Stream.concat(
            Stream.concat(traces.returnPaths().stream(), traces.messageIds().stream())
                .flatMap(token -> tokens.read(token).stream()),
            traces.links().stream().flatMap(token -> linked(token).stream()))
        .findFirst();
  }

  private Optional<SentMail> linked(String token) {
    return Stream.of(LinkAction.UNSUBSCRIBE, LinkAction.STAY, LinkAction.PREFERENCES)
        .map(action -> links.verify(action, token))
        .flatMap(verified -> verified instanceof Verified.Authentic authentic
            ? Stream.of(new SentMail(authentic.contact(), authentic.reference()))
            : Stream.empty())
        .findFirst();
  }
}
