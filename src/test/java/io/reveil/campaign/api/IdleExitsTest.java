package io.reveil.campaign.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.kernel.ShippedFiles;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (F3, A38): an exit that nothing can set off is said beforehand, and only then. */
class IdleExitsTest {
  private static final String LETTER = """
      <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
      <@letter><a href="https://shop.example/">Nos lampes</a></@letter>
      </@mail>
      """;

  @RegisterExtension
  static final Rig shipped = Rig.standard();

  @RegisterExtension
  static final Rig listening = Rig.with(Map.of(
      "reveil.files", OwnFiles.withTemplate("lamps", LETTER),
      "reveil.tracking.links", "IDENTIFIED",
      "reveil.inbound.hook.secrets", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  @Test
  void asShippedNothingIsMeasuredAndNoAnswerIsRead() {
    assertThat(notes(shipped, shippedCampaign()))
        .satisfiesExactly(
            click -> assertThat(click).startsWith("CLICK").contains("reveil.tracking.links"),
            links -> assertThat(links).startsWith("CLICK").contains("no link of their author"),
            reply -> assertThat(reply).startsWith("REPLY").contains("reveil.inbound"));
  }

  @Test
  void lettersWithoutLinksAreNamedWhereClicksAreKnown() {
    assertThat(notes(listening, shippedCampaign()))
        .singleElement()
        .asString()
        .contains("no link of their author");
  }

  @Test
  void nothingIsSaidOfWhatCanHappen() {
    String ours = shippedCampaign().replace("win-back/goodbye", "lamps");
    String plain = shippedCampaign().replaceFirst("exit_on: .*", "exit_on: [STAY, PURCHASE]");

    assertThat(notes(listening, ours)).isEmpty();
    assertThat(notes(shipped, plain)).isEmpty();
  }

  private static List<String> notes(Rig rig, String document) {
    return rig.bean(IdleExits.class).of(rig.bean(CampaignVersions.class).read(document));
  }

  private static String shippedCampaign() {
    return shipped
        .bean(ShippedFiles.class)
        .read("config/campaigns/win-back.yml")
        .orElseThrow();
  }
}
