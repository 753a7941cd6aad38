package io.reveil.consent.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ledger.Ledgers;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Notices are versioned and immutable (A28). */
@Tag("sql")
class NoticesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Notices notices = rig.bean(Notices.class);

  @Test
  void theShippedWordingIsPublishedAtStart() {
    Purposes purposes = rig.bean(Purposes.class);
    PurposeSheet sheet = purposes.find(Ledgers.NEWSLETTER).orElseThrow();

    NoticeRef reference = purposes.notice(sheet.id(), Language.EN);

    assertThat(notices
            .find(reference.key(), reference.version(), Language.EN)
            .orElseThrow()
            .body())
        .isEqualTo(NoticeText.body(sheet, Language.EN));
  }

  @Test
  void aNewWordingIsANewVersionAndTheOldOneStays() {
    NoticeRef first = notices.publish("wording", Language.FR, "Nous écrivons le mardi.");
    NoticeRef same = notices.publish("wording", Language.FR, "Nous écrivons le mardi.");
    NoticeRef second = notices.publish("wording", Language.FR, "Nous écrivons le jeudi.");

    assertThat(same).isEqualTo(first);
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(second.sha256()).isNotEqualTo(first.sha256());
    assertThat(
            notices.find("wording", first.version(), Language.FR).orElseThrow().body())
        .isEqualTo("Nous écrivons le mardi.");
  }

  @Test
  void twoNodesThatStartAtOncePublishOnce() throws Exception {
    Set<NoticeRef> published = ConcurrentHashMap.newKeySet();
    CyclicBarrier start = new CyclicBarrier(2);

    try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> starting = IntStream.range(0, 2)
          .mapToObj(_ -> nodes.submit(() -> {
            start.await(30, TimeUnit.SECONDS);
            return published.add(notices.publish("both", Language.EN, "We write on Tuesdays."));
          }))
          .toList();
      for (Future<Boolean> node : starting) {
        node.get();
      }
    }

    assertThat(published).hasSize(1);
  }
}
