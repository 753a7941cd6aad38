package io.reveil.web.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A body on its way to the server, which knows when its last byte has left: a large file takes the time it takes. */
final class Upload implements BodyPublisher {
  private final BodyPublisher body;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  Upload(BodyPublisher body) {
    this.body = body;
  }

  /** Complete when all has left. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> line) {
    body.subscribe(new Flow.Subscriber<ByteBuffer>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        line.onSubscribe(subscription);
      }

      @Override
      public void onNext(ByteBuffer bytes) {
        line.onNext(bytes);
      }

      @Override
      public void onError(Throwable failure) {
        line.onError(failure);
      }

      @Override
      public void onComplete() {
        line.onComplete();
        gone.complete(null);
      }
    });
  }
}
