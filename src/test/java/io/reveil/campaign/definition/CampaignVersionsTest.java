package io.reveil.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.wave.Base;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class CampaignVersionsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final CampaignVersions versions = rig.bean(CampaignVersions.class);

  @Test
  void theSameTextAgainIsTheSameVersionAndAnotherTheNext() {
    String text = Base.document("versions", "10%");

    assertThat(versions.apply(text, "ada").changed()).isTrue();
    assertThat(versions.apply(text, "bob").changed()).isFalse();
    Campaign second = versions.apply(text.replace("10%", "20%"), "bob").campaign();

    assertThat(second.version()).isEqualTo(2);
    assertThat(versions.document(second.id(), 1)).isEqualTo(text);
    assertThat(versions.definition(second.id(), 1).holdout()).isEqualTo(0.10);
    assertThat(versions.definition(second.id(), 2).holdout()).isEqualTo(0.20);
  }

  /** Versions are immutable, and an enrolment keeps its own, whatever is declared later. */
  @Test
  void aVersionIsReadThoughWhatItNamesIsDeclaredNoLonger() {
    String text = Base.document("outlived", "10%");
    Campaign campaign = versions.apply(text, "ada").campaign();
    rig.database()
        .update(
            "UPDATE campaign_version SET document = ? WHERE campaign_id = ?",
            text.replace("purpose: newsletter", "purpose: bygone")
                .replace("win-back/value", "bygone/letter")
                .replace("status: { in: [INACTIVE, DORMANT] }", "event: { type: bygone }"),
            campaign.id());

    Definition stored = versions.definition(campaign.id(), 1);

    assertThat(stored.purpose()).isEqualTo(new Purpose("bygone"));
    assertThat(stored.stages().getFirst().template()).isEqualTo("bygone/letter");
    assertThat(stored.isLast(2)).isTrue();
    assertThatThrownBy(() -> versions.audience(campaign.id(), 1))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("“bygone” is not a kind of event");
  }

  @Test
  void ofTwoWhoApplyTheSameTextAtOnceOneMakesTheVersion() throws Exception {
    String text = Base.document("raced", "10%");
    CountDownLatch ready = new CountDownLatch(2);
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<CampaignVersions.Applied>> applied = IntStream.range(0, 2)
          .mapToObj(_ -> both.submit(() -> {
            ready.countDown();
            ready.await();
            return versions.apply(text, "test");
          }))
          .toList();

      assertThat(List.of(applied.get(0).get().changed(), applied.get(1).get().changed()))
          .containsExactlyInAnyOrder(true, false);
    }
    assertThat(versions.find("raced").orElseThrow().version()).isEqualTo(1);
  }
}
