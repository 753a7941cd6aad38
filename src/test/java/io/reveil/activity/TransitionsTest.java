package io.reveil.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Transition.Change;
import io.reveil.activity.Transitions.Position;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import io.reveil.testing.RowsRead;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who changed status on a day, in work that depends on that day's people alone (F1). */
@Tag("sql")
class TransitionsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Transitions transitions = rig.bean(Transitions.class);
  private final Activities activities = rig.bean(Activities.class);
  private final StatusRules rules = rig.bean(StatusRules.class);
  private long last = 7_000;

  @BeforeEach
  void empty() {
    rig.empty();
  }

  /** (F1) Each status begins on one day, as the status itself says; (F2) of those whom silence judges. */
  @ParameterizedTest
  @CsvSource({"COOLING, 90", "INACTIVE, 180", "DORMANT, 365"})
  void aStatusIsReachedOnTheDayItBegins(Status status, int days) {
    ContactId judged = buyer(TODAY.minusDays(days));
    buyer(TODAY.minusDays(days - 1));
    buyer(TODAY.minusDays(days + 1));
    ContactId unexposed = contact();
    activities.open(List.of(unexposed), TODAY.minusDays(days));
    Change change = Change.valueOf(status.name());

    assertThat(contacts(change, TODAY)).containsExactly(judged);
    assertThat(transitions.count(change, TODAY)).isEqualTo(1);
    assertThat(transitions.count(change, TODAY.minusDays(1))).isEqualTo(1);
    assertThat(activities.standings(List.of(judged)).values())
        .extracting(Standing::status)
        .containsExactly(status);
  }

  /** (A20) Months clamp: on some days nobody can begin to expire, on others the silent of several days do. */
  @Test
  void everybodyBeginsToExpireOnExactlyOneDay() {
    LocalDate first = LocalDate.parse("2023-12-20");
    for (int day = 0; day < 100; day++) {
      activities.open(List.of(contact()), first.plusDays(day));
    }
    List<ContactId> seen = new ArrayList<>();
    for (int day = 0; day < 140; day++) {
      LocalDate on = LocalDate.parse("2026-10-01").plusDays(day);
      for (Transition one : transitions.page(Change.EXPIRING, on, Position.START, 100)) {
        seen.add(one.contact());
        assertThat(rules.statusOn(on, one.silentSince(), false, false, 0))
            .isEqualTo(Status.EXPIRING);
        assertThat(rules.statusOn(on.minusDays(1), one.silentSince(), false, false, 0))
            .isNotEqualTo(Status.EXPIRING);
      }
    }

    assertThat(seen).hasSize(100).doesNotHaveDuplicates();
  }

  /** (A21) A sign of life ends a silence; who was active anyway did not come back. */
  @Test
  void whoComesBackIsToldWithTheSilenceThatEnded() {
    ContactId back = buyer(TODAY.minusDays(200));
    ContactId active = buyer(TODAY.minusDays(20));
    buys(back, TODAY);
    buys(active, TODAY);
    buys(back, TODAY);

    assertThat(transitions.page(Change.CAME_BACK, TODAY, Position.START, 10))
        .containsExactly(new Transition(back, Change.CAME_BACK, TODAY.minusDays(200)));
  }

  /** A purchase that is told late cuts the silence in two: nobody came back from a silence that was none. */
  @Test
  void aLateEventMovesTheDayOfTheReturn() {
    ContactId ada = buyer(TODAY.minusDays(300));
    buys(ada, TODAY);
    assertThat(contacts(Change.CAME_BACK, TODAY)).containsExactly(ada);

    buys(ada, TODAY.minusDays(30));

    assertThat(contacts(Change.CAME_BACK, TODAY)).isEmpty();
    assertThat(transitions.page(Change.CAME_BACK, TODAY.minusDays(30), Position.START, 10))
        .containsExactly(new Transition(ada, Change.CAME_BACK, TODAY.minusDays(300)));
  }

  /** (F2, C4): a click is judged after the button that was pressed behind it; the silence that ended was one all the same. */
  @Test
  void aSignThatIsToldLateKeepsTheReturnOfWhoWasOnlyWrittenTo() {
    ContactId sameDay = contact();
    ContactId dayBefore = contact();
    activities.open(List.of(sameDay, dayBefore), TODAY.minusDays(400));
    rig.database().update("UPDATE activity SET exposures = 5");
    for (ContactId contact : List.of(sameDay, dayBefore)) {
      activities.record(List.of(saved(contact, TODAY, 12)));
    }
    assertThat(contacts(Change.CAME_BACK, TODAY)).containsExactly(sameDay, dayBefore);

    activities.record(List.of(saved(sameDay, TODAY, 10)));
    activities.record(List.of(saved(dayBefore, TODAY.minusDays(1), 10)));

    assertThat(transitions.page(Change.CAME_BACK, TODAY, Position.START, 10))
        .containsExactly(new Transition(sameDay, Change.CAME_BACK, TODAY.minusDays(400)));
    assertThat(transitions.page(Change.CAME_BACK, TODAY.minusDays(1), Position.START, 10))
        .containsExactly(new Transition(dayBefore, Change.CAME_BACK, TODAY.minusDays(400)));
  }

  private ContactEvent saved(ContactId contact, LocalDate day, int hour) {
    return new ContactEvent(
        contact,
        new Signal.PreferencesSaved(1),
        day.atTime(hour, 0).toInstant(ZoneOffset.UTC),
        ByteBuffer.allocate(16).putLong(++last).array(),
        "link");
  }

  /** A file in any order tells the same story. */
  @Test
  void eventsInAnyOrderTellTheSameReturns() {
    ContactId forwards = contact();
    ContactId backwards = contact();
    List<LocalDate> days =
        LongStream.of(900, 500, 480, 130, 20, 3).mapToObj(TODAY::minusDays).toList();
    activities.record(days.stream().map(day -> event(forwards, day)).toList());
    activities.record(days.reversed().stream().map(day -> event(backwards, day)).toList());

    assertThat(returns(backwards)).isEqualTo(returns(forwards)).hasSize(3);
  }

  private static List<String> returns(ContactId contact) {
    return rig.database()
        .list(
            "SELECT back_on, was, silent_since FROM comeback WHERE contact_id = ? ORDER BY back_on",
            row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
            contact.value());
  }

  /** As many rows are read for a day in a base of three thousand as its people are. H2 counts none, MariaDB each. */
  @Tag("mariadb")
  @Test
  void theWorkOfADayIsThatOfItsPeople() {
    for (int day = 0; day < 300; day++) {
      activities.open(
          LongStream.range(0, 10).mapToObj(_ -> contact()).toList(), TODAY.minusDays(60 + day));
    }
    rig.database().update("UPDATE activity SET exposures = 5");

    for (Change change : Change.values()) {
      assertThat(RowsRead.by(
              rig.database(), () -> transitions.page(change, TODAY, Position.START, 1_000)))
          .as("%s", change)
          .isLessThanOrEqualTo(25);
      assertThat(RowsRead.by(rig.database(), () -> transitions.count(change, TODAY)))
          .as("count of %s", change)
          .isLessThanOrEqualTo(25);
    }
    assertThat(contacts(Change.INACTIVE, TODAY)).hasSize(10);
    assertThat(RowsRead.by(rig.database(), () -> rig.count("activity")))
        .isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void aPageFollowsTheOther() {
    List<ContactId> people =
        LongStream.range(0, 5).mapToObj(_ -> buyer(TODAY.minusDays(180))).toList();

    List<Transition> first = transitions.page(Change.INACTIVE, TODAY, Position.START, 2);
    List<Transition> rest =
        transitions.page(Change.INACTIVE, TODAY, Position.after(first.getLast()), 10);

    assertThat(first).extracting(Transition::contact).isEqualTo(people.subList(0, 2));
    assertThat(rest).extracting(Transition::contact).isEqualTo(people.subList(2, 5));
  }

  private List<ContactId> contacts(Change change, LocalDate day) {
    return transitions.page(change, day, Position.START, 100).stream()
        .map(Transition::contact)
        .toList();
  }

  private ContactId contact() {
    return new ContactId(++last);
  }

  private ContactId buyer(LocalDate day) {
    ContactId contact = contact();
    buys(contact, day);
    return contact;
  }

  private void buys(ContactId contact, LocalDate... days) {
    activities.record(Arrays.stream(days).map(day -> event(contact, day)).toList());
  }

  private ContactEvent event(ContactId contact, LocalDate day) {
    return new ContactEvent(
        contact,
        new Signal.CrmEvent("purchase", Optional.empty(), Optional.empty()),
        day.atTime(12, 0).toInstant(ZoneOffset.UTC),
        ByteBuffer.allocate(16).putLong(++last).array(),
        "test");
  }
}
