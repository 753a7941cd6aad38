package io.reveil.subscription.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Doorway;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of a request's states (design section 3). */
class RequestStateTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static long next = 1;

  @ParameterizedTest
  @CsvSource({
    "PENDING,    PENDING,    false",
    "PENDING,    CONFIRMED,  true",
    "PENDING,    EXPIRED,    true",
    "PENDING,    REFUSED,    true",
    "PENDING,    SUPERSEDED, true",
    "CONFIRMED,  PENDING,    false",
    "CONFIRMED,  CONFIRMED,  false",
    "CONFIRMED,  EXPIRED,    false",
    "CONFIRMED,  REFUSED,    true",
    "CONFIRMED,  SUPERSEDED, false",
    "EXPIRED,    PENDING,    false",
    "EXPIRED,    CONFIRMED,  false",
    "EXPIRED,    EXPIRED,    false",
    "EXPIRED,    REFUSED,    true",
    "EXPIRED,    SUPERSEDED, false",
    "REFUSED,    PENDING,    false",
    "REFUSED,    CONFIRMED,  false",
    "REFUSED,    EXPIRED,    false",
    "REFUSED,    REFUSED,    false",
    "REFUSED,    SUPERSEDED, false",
    "SUPERSEDED, PENDING,    false",
    "SUPERSEDED, CONFIRMED,  false",
    "SUPERSEDED, EXPIRED,    false",
    "SUPERSEDED, REFUSED,    true",
    "SUPERSEDED, SUPERSEDED, false"
  })
  void aRequestLeavesPendingOnceAndNothingElse(
      RequestState from, RequestState to, boolean isAllowed) {
    Requests requests = rig.bean(Requests.class);
    Request request = stored(from);

    boolean moved = requests.settle(request, to, TestClock.START);

    assertThat(moved).isEqualTo(isAllowed);
    assertThat(requests.find(request.contact(), request.id()).orElseThrow().state())
        .isEqualTo(isAllowed ? to : from);
  }

  @Test
  void ofManyWhoSettleAtOnceOneWins() throws Exception {
    Requests requests = rig.bean(Requests.class);
    Request request = stored(RequestState.PENDING);
    List<Callable<Boolean>> racers = List.of(
        () -> requests.settle(request, RequestState.CONFIRMED, TestClock.START),
        () -> requests.settle(request, RequestState.CONFIRMED, TestClock.START),
        () -> requests.settle(request, RequestState.EXPIRED, TestClock.START),
        () -> requests.settle(request, RequestState.REFUSED, TestClock.START));

    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(racers.size())) {
      for (Future<Boolean> racer : threads.invokeAll(racers)) {
        winners += racer.get() ? 1 : 0;
      }
    }

    assertThat(winners).isOne();
  }

  private static Request stored(RequestState state) {
    Request request = new Request(
        new ContactId(next++),
        next++,
        state,
        "newsletter",
        Doorway.hosted(URI.create("https://lettre.example.org/f/newsletter")),
        Language.FR,
        List.of(),
        List.of(),
        Optional.empty(),
        1,
        TestClock.START,
        Optional.empty(),
        TestClock.START.plus(Duration.ofDays(7)),
        TestClock.START.plus(Duration.ofDays(28)),
        Optional.empty());
    rig.bean(Requests.class).insert(request, Map.of());
    return request;
  }
}
