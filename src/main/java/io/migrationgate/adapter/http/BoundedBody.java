package io.migrationgate.adapter.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a limit, and no further. */
final class BoundedBody implements HttpResponse.BodySubscriber<BoundedBody.Body> {

  /** The bytes read, and whether more would have come. */
  static final class Body {
    private final byte[] bytes;
    private final boolean cut;

    Body(byte[] bytes, boolean cut) {
      this.bytes = bytes;
      this.cut = cut;
    }

    byte[] bytes() {
      return bytes;
    }

    boolean isCut() {
      return cut;
    }
  }

  private final int limit;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription incoming) {
    subscription = incoming;
    incoming.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int fits = Math.min(buffer.remaining(), limit - read.size());
      byte[] chunk = new byte[fits];
      buffer.get(chunk);
      read.write(chunk, 0, fits);
      if (buffer.hasRemaining()) {
        if (subscription != null) {
          subscription.cancel();
        }
        body.complete(new Body(read.toByteArray(), true));
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(new Body(read.toByteArray(), false));
  }
}
