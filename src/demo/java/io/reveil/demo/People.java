package io.reveil.demo;

import io.reveil.demo.world.Base;
import java.util.SplittableRandom;

/** How the people of the story take a win-back mail: drawn from who they are and which mail it is, so always the same. */
final class People {
  /** What a person does about a mail, some days after it. */
  enum Answer {
    STAYS,
    LEAVES,
    BUYS,
    NOTHING
  }

  record Reaction(Answer answer, int daysLater) {}

  private People() {}

  static Reaction to(String stage, Base.Person person) {
    SplittableRandom random = new SplittableRandom(person.number() * 31L + stage.hashCode());
    double share = random.nextDouble();
    int days = random.nextInt(1, 7);
    if (share < .07) {
      return new Reaction(Answer.STAYS, days);
    }
    if (share < .09) {
      return new Reaction(Answer.LEAVES, days);
    }
    return new Reaction(share < .125 ? Answer.BUYS : Answer.NOTHING, days);
  }

  /** Whether a silent person buys on this day of the story without any mail: the tide that a holdout shows. */
  static boolean buysUnprompted(int day, Base.Person person) {
    return new SplittableRandom(person.number() * 1_009L + day).nextDouble() < .0008;
  }
}
