package io.reveil.tracking.judging;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import io.reveil.tracking.HitClass;

/**
 * How hits are judged.
 *
 * @param rules the version of the rules that judges; see decision 7
 * @param signOfLife from which class on a click restarts the retention of its person (A21, C4)
 */
@ConfigurationProperties("reveil.tracking")
record JudgingConfig(int rules, HitClass signOfLife) {
  JudgingConfig {
    Demands.of("reveil.tracking")
        .between("rules", rules, 1, Rules.NEWEST)
        .that(
            signOfLife.isHuman(),
            "sign-of-life",
            "%s is no person; write HUMAN_CONFIRMED or HUMAN_LIKELY (A21).".formatted(signOfLife))
        .orRefuse();
  }
}
