package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Run;
import io.reveil.job.Columns;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import io.reveil.testing.Rig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opposition lists in (S2.8), and that nothing brings those people back (A49, D6). */
@Tag("sql")
class SuppressionImportTest {
  private static final EmailAddress ADA = EmailAddress.parse("ada@example.org").orElseThrow();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "suppression-import"));

  private Imports imports;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
  }

  private static Set<SuppressionReason> bans(EmailAddress address) {
    var digest = rig.bean(AddressDigests.class).of(address);
    return rig.bean(Suppressions.class).list(List.of(digest)).getOrDefault(digest, Set.of());
  }

  /** (S2.8, A49) The list is known by its label, its people by nothing but a digest. */
  @Test
  void aListComesInWithItsSourceAndLeavesNoAddress() {
    Run run = imports.suppressions(
        "old tool, 2026",
        "email,reason\nAda@Example.org,\nbob@example.org,bounce\nzoe@example.org,complaint\n");

    assertThat(run.tally().created()).isEqualTo(3);
    assertThat(bans(ADA)).containsExactly(SuppressionReason.OBJECTION);
    assertThat(
            rig.database().list("SELECT DISTINCT source FROM suppression", row -> row.getString(1)))
        .containsExactly("old tool, 2026");
    assertThat(rig.count("contact")).isZero();
    assertThat(rig.count("identity")).isZero();
    assertThat(rig.home().resolve("imports/" + run.id() + ".csv")).doesNotExist();
  }

  @Test
  void whatIsNoAddressOrNoReasonIsRefusedWithItsLine() {
    Run run = imports.suppressions(
        "list", "email,reason\nno address,\nada@example.org,not_me\nbob@example.org,objection\n");

    assertThat(run.tally().created()).isEqualTo(1);
    assertThat(imports.rejects(run))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("2 BAD_ADDRESS", "3 BAD_REASON");
  }

  /** (S2.8, A49) The plain hashes of another tool recognise those we know and those we meet later, and are not kept as they came. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5bfcf2d8e394674550332640d72db509",
        "cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d"
      })
  void aListOfPlainHashesRecognisesWhoeverHasTheAddress(String hash) {
    imports.contacts("email\nada@example.org\n");

    Run run = imports.suppressions("partner, 2026", "digest,reason\n" + hash + ",complaint\n");
    Run again = imports.contacts("email\nAda@Example.org\nbob@example.org\n");

    assertThat(run.tally().created()).isEqualTo(1);
    assertThat(bans(ADA)).containsExactly(SuppressionReason.COMPLAINT);
    assertThat(imports.rejects(again))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("2 SUPPRESSED");
    assertThat(rig.database()
            .list("SELECT address_digest FROM suppression", row -> row.getBytes(1))
            .getFirst())
        .isNotEqualTo(Arrays.copyOf(HexFormat.of().parseHex(hash), 16));
  }

  @Test
  void aDigestThatCanNameNobodyIsRefusedWithTheFix() {
    String foreign = "reveil:1:00000000:" + "0".repeat(32);

    Run run = imports.suppressions(
        "list",
        "email,digest\nada@example.org,\n,%s\n,%s\n,nonsense\nbob@example.org,%s\n,\n"
            .formatted(foreign, "a".repeat(40), "a".repeat(32)));

    assertThat(run.tally().created()).isEqualTo(1);
    assertThat(imports.rejects(run))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly(
            "3 OTHER_PEPPER", "4 SHA1", "5 BAD_DIGEST", "6 TWO_IDENTITIES", "7 BAD_ADDRESS");
  }

  /** (A49) What was exported comes in again, also after the pepper changed, and bans the same people. */
  @Test
  void anExportedListComesInAgainAfterARotation() throws Exception {
    imports.suppressions("one", "email,reason\nada@example.org,\nbob@example.org,bounce\n");
    String exported = exported();
    imports = Imports.on(rig);
    rig.bean(Peppers.class).rotate();

    Run run = imports.suppressions("before the restore", exported);

    assertThat(exported.lines().findFirst()).contains("digest,reason,source,since");
    assertThat(exported).doesNotContain("example.org");
    assertThat(run.tally().created()).isEqualTo(2);
    assertThat(bans(ADA)).containsExactly(SuppressionReason.OBJECTION);
    assertThat(bans(EmailAddress.parse("bob@example.org").orElseThrow()))
        .containsExactly(SuppressionReason.BOUNCE);
  }

  /** (A49, S2.8) A complaint is firm for 180 days, whichever day the backup was put back. */
  @Test
  void anExportedBanComesBackWithItsDateAndItsLabel() throws Exception {
    imports.suppressions("feedback loop", "email,reason\nada@example.org,complaint\n");
    List<String> before = datesAndLabels();
    rig.clock().tick(Duration.ofDays(170));
    String exported = exported();
    imports = Imports.on(rig);
    rig.clock().tick(Duration.ofDays(170));

    imports.suppressions("the restore", exported + exported.lines().toList().getLast() + "\n");
    List<String> after = datesAndLabels();
    rig.bean(Suppressions.class).lift(rig.bean(AddressDigests.class).of(ADA));

    assertThat(after).isEqualTo(before).hasSize(1);
    assertThat(bans(ADA)).isEmpty();
  }

  @Test
  void aDateToComeOrALabelTooLongIsRefusedByName() throws Exception {
    imports.suppressions("list", "email\nada@example.org\n");
    String digest = exported().lines().toList().getLast().split(",", 2)[0];
    imports = Imports.on(rig);

    Run run = imports.suppressions(
        "the restore",
        "digest,source,since\n%s,list,2126-01-01\n%s,%s,2026-01-01\n"
            .formatted(digest, digest, "x".repeat(81)));

    assertThat(imports.rejects(run))
        .extracting(reject -> reject.column() + " " + reject.code())
        .containsExactly("since FUTURE", "source TOO_LONG");
  }

  /** What others say of the beginning of a ban is not ours: it begins when we learn of it. */
  @Test
  void theDatesOfOthersAreNotTaken() {
    imports.suppressions("list", "email,source,since\nada@example.org,theirs,2020-01-01\n");

    assertThat(datesAndLabels()).containsExactly(rig.clock().instant() + " list");
  }

  private static List<String> datesAndLabels() {
    return rig.database()
        .list(
            "SELECT created_at, source FROM suppression",
            row -> Columns.instant(row, "created_at") + " " + row.getString("source"));
  }

  private static String exported() throws Exception {
    String key = Files.readString(rig.home().resolve("admin.key")).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(rig.uri("/api/suppressions.csv"))
                  .header("X-Api-Key", key)
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void theSameListAgainAndAnAddressTwiceChangeNothing() {
    String list = "email\nada@example.org\nADA@example.org\n";
    Run first = imports.suppressions("one", list);
    Run second = imports.suppressions("two", list);

    assertThat(first.tally().created()).isEqualTo(1);
    assertThat(first.tally().unchanged()).isEqualTo(1);
    assertThat(second.tally().created()).isZero();
    assertThat(second.tally().unchanged()).isEqualTo(2);
    assertThat(rig.database().list("SELECT source FROM suppression", row -> row.getString(1)))
        .containsExactly("one");
  }

  /** (A49, D6) Erasure takes the person and leaves the ban, which keeps the next import out. */
  @Test
  void aBanOutlivesErasureAndKeepsAReimportOut() {
    imports.contacts("email\nada@example.org\n");
    imports.suppressions("phone call", "email\nada@example.org\n");
    Contact ada = rig.bean(Contacts.class).find(ADA).orElseThrow();

    rig.context()
        .getBeansOfType(PersonalData.class)
        .forEach(data -> data.erase(new Subject(Optional.of(ada.id()), Optional.of(ADA))));
    Run again = imports.contacts("email\nada@example.org\n");

    assertThat(rig.bean(Contacts.class).find(ADA)).isEmpty();
    assertThat(again.tally().created()).isZero();
    assertThat(imports.rejects(again))
        .extracting(reject -> reject.code())
        .containsExactly("SUPPRESSED");
  }

  /** (A49) At least three years: an objection has no end of its own. */
  @Test
  void anObjectionIsKeptAsLongAsThePersonDoesNotLiftIt() {
    imports.suppressions("list", "email\nada@example.org\n");
    rig.clock().tick(Duration.ofDays(10 * 365));

    rig.bean(Recurring.class, "SuppressionSweep").round();

    assertThat(bans(ADA)).containsExactly(SuppressionReason.OBJECTION);
  }

  /** Killed between the rows and the mark: the slice comes in again and adds nothing. */
  @Test
  void aSliceThatIsStoredAgainAddsNothing() {
    var digest = rig.bean(AddressDigests.class).of(ADA);
    List<Ban> slice = List.of(new Ban(digest, SuppressionReason.OBJECTION));
    Suppressions suppressions = rig.bean(Suppressions.class);

    List<Boolean> once = rig.database().write(() -> suppressions.addAll(slice, "list"));
    List<Boolean> twice = rig.database().write(() -> suppressions.addAll(slice, "list"));

    assertThat(once).containsExactly(true);
    assertThat(twice).containsExactly(false);
  }

  /** Two connections bring the same thousand in at once, in opposite orders. */
  @Test
  void twoListsAtOnceHoldEachAddressOnce() throws Exception {
    AddressDigests digests = rig.bean(AddressDigests.class);
    List<Ban> list = IntStream.range(0, 1_000)
        .mapToObj(
            number -> EmailAddress.parse("reader" + number + "@example.org").orElseThrow())
        .map(address -> new Ban(digests.of(address), SuppressionReason.OBJECTION))
        .toList();
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Long> one = threads.submit(adding(list, together));
      Future<Long> two = threads.submit(adding(list.reversed(), together));

      assertThat(one.get() + two.get()).isEqualTo(1_000);
    }
    assertThat(rig.count("suppression")).isEqualTo(1_000);
  }

  private static Callable<Long> adding(List<Ban> list, CyclicBarrier together) {
    return () -> {
      together.await();
      return rig.database().write(() -> rig.bean(Suppressions.class).addAll(list, "list")).stream()
          .filter(added -> added)
          .count();
    };
  }

  /** (A44, E1) Nobody needs an address to object, and no import brings back what was never agreed to either. */
  @Test
  void whoHasNoAddressObjectsByNumberAndNoImportBringsThemBack() {
    imports.contacts("external_id\n7\n");

    Run run =
        imports.suppressions("shop, till 2", "external_id,since,source\n7,2026-05-04,\n7,,\n8,,\n");
    imports.contacts("""
        external_id,consent_purpose,consent_at,consent_source,consent_text
        7,newsletter,2026-06-01,old tool,I agree to receive the letter
        """);

    assertThat(run.tally().created()).isEqualTo(1);
    assertThat(run.tally().unchanged()).isEqualTo(1);
    assertThat(imports.rejects(run))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("4 UNKNOWN_CONTACT");
    assertThat(withdrawn()).containsExactly("link_tracking", "newsletter", "open_tracking");
    assertThat(opened("source")).containsOnly("shop, till 2");
    assertThat(rig.count("suppression")).isZero();
    assertThat(rig.database()
            .list(
                "SELECT DISTINCT occurred_at FROM consent_event",
                row -> Columns.instant(row, "occurred_at").toString()))
        .containsExactly("2026-05-03T22:00:00Z");
  }

  /** (A44) Leaving one letter is not leaving all of them. */
  @Test
  void onePurposeIsWithdrawnAloneByNumberOrByAddress() {
    imports.contacts("external_id,email\n7,ada@example.org\n8,\n");

    Run run = imports.suppressions("hotline", """
        external_id,email,purpose
        ,ada@example.org,newsletter
        8,,newsletter
        ,bob@example.org,newsletter
        8,,cookies
        """);

    assertThat(run.tally().created()).isEqualTo(2);
    assertThat(withdrawn()).containsExactly("newsletter", "newsletter");
    assertThat(bans(ADA)).isEmpty();
    assertThat(imports.rejects(run))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("4 UNKNOWN_CONTACT", "5 UNKNOWN_PURPOSE");
  }

  /** (A49) By number or by address, the address we know is banned for good, also after an erasure. */
  @Test
  void anObjectionByNumberBansTheAddressWeHave() {
    imports.contacts("external_id,email\n7,ada@example.org\n");

    Run run = imports.suppressions("hotline", "external_id\n7\n");

    assertThat(run.tally().created()).isEqualTo(1);
    assertThat(bans(ADA)).containsExactly(SuppressionReason.OBJECTION);
    assertThat(withdrawn()).hasSize(3);
  }

  /** (A44) A purpose may have had another channel when somebody agreed to it. */
  @Test
  void aChannelBesideAPurposeSaysWhichOfItsConsentsEnds() {
    imports.contacts("""
        external_id,email,consent_purpose,consent_at,consent_source,consent_text
        7,ada@example.org,newsletter,2025-05-04,fair,I agree
        """);
    imports.agreeBySms("7");

    Run run = imports.suppressions("list", "external_id,purpose,channel\n7,newsletter,sms\n");
    List<String> left = imports.byChannel();
    imports.suppressions("list", "email,purpose,channel\nada@example.org,newsletter,\n");

    assertThat(run.tally().created()).isOne();
    assertThat(left).containsExactly("EMAIL GRANTED", "SMS WITHDRAWN");
    assertThat(imports.byChannel()).containsExactly("EMAIL WITHDRAWN", "SMS WITHDRAWN");
    assertThat(bans(ADA)).isEmpty();
  }

  @Test
  void aChannelThatNobodyCouldHeedIsRefusedByName() {
    imports.contacts("external_id,email\n7,ada@example.org\n");

    Run run = imports.suppressions("list", """
        external_id,email,digest,purpose,channel
        7,,,newsletter,banana
        7,,,,SMS
        ,ada@example.org,,,EMAIL
        ,,%s,,EMAIL
        """.formatted("a".repeat(32)));

    assertThat(imports.rejects(run))
        .extracting(reject -> reject.column() + " " + reject.code())
        .containsExactly(
            "channel BAD_CHANNEL",
            "channel NO_PURPOSE",
            "channel NO_PURPOSE",
            "channel NO_PURPOSE");
    assertThat(rig.count("suppression")).isZero();
    assertThat(withdrawn()).isEmpty();
  }

  @Test
  void complaintsAndBouncesAreOfAnAddress() {
    imports.contacts("external_id,email\n7,ada@example.org\n");

    Run run = imports.suppressions("list", """
        external_id,email,reason,purpose,digest
        7,,bounce,,
        ,ada@example.org,complaint,newsletter,
        7,ada@example.org,bounce,,
        ,,,newsletter,%s
        """.formatted("a".repeat(32)));

    assertThat(imports.rejects(run))
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("2 BAD_REASON", "3 BAD_REASON", "5 ALL_OR_NOBODY");
    assertThat(bans(ADA)).containsExactly(SuppressionReason.BOUNCE);
    assertThat(withdrawn()).isEmpty();
  }

  private static List<String> withdrawn() {
    return rig.database()
        .list(
            "SELECT purpose FROM current_consent WHERE state = 'WITHDRAWN' ORDER BY purpose",
            row -> row.getString("purpose"));
  }

  private static List<String> opened(String name) {
    return rig.database()
        .list(
            "SELECT opened FROM consent_opening WHERE name = ?",
            row -> row.getString("opened"),
            name);
  }

  @Test
  void aListWithoutASourceIsRefused() throws Exception {
    String key = Files.readString(rig.home().resolve("admin.key")).strip();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(
          HttpRequest.newBuilder(rig.uri("/api/imports/suppressions?name=list.csv"))
              .header("Content-Type", "text/csv")
              .header("X-Api-Key", key)
              .POST(BodyPublishers.ofString("email\nada@example.org\n"))
              .build(),
          BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("Say where the list comes from");
    }
    assertThatThrownBy(() -> new Origin("x".repeat(81))).isInstanceOf(Fault.class);
    assertThat(rig.count("import_run")).isZero();
  }
}
