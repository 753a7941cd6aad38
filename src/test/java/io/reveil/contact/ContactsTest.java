package io.reveil.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.contact.Upserted.Changed;
import io.reveil.contact.Upserted.Created;
import io.reveil.contact.Upserted.Refused;
import io.reveil.contact.Upserted.Unchanged;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.job.Columns;
import io.reveil.job.SchemaChanges;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class ContactsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private Contacts contacts;

  @BeforeEach
  void empty() {
    contacts = rig.bean(Contacts.class);
    Set.of("contact", "identity", "contact_field")
        .forEach(table -> rig.database().update("DELETE FROM " + table));
  }

  @Test
  void anUnknownAddressBecomesALiveContact() {
    Upserted result = upsert(row("1", "Zoé@Example.org", Map.of("first_name", "Zoé")));

    Contact zoe = contacts.find(address("zoé@example.org")).orElseThrow();
    assertThat(result).isEqualTo(new Created(zoe.id()));
    assertThat(zoe.state()).isEqualTo(ContactState.LIVE);
    assertThat(zoe.email().orElseThrow().forSending()).isEqualTo("Zoé@example.org");
    assertThat(zoe.country()).contains("BE");
    assertThat(contacts.findByExternalId("1")).contains(zoe);
    assertThat(contacts.fields(Set.of(zoe.id())))
        .containsEntry(zoe.id(), Map.of("first_name", "Zoé"));
  }

  /** B20: MariaDB's default collation takes these for one person. */
  @Test
  void anAccentMakesAnotherPerson() {
    upsert(row("1", "josé@example.org", Map.of()));
    upsert(row("2", "jose@example.org", Map.of()));

    assertThat(contacts.find(address("josé@example.org")))
        .isNotEqualTo(contacts.find(address("jose@example.org")));
    assertThat(rig.count("contact")).isEqualTo(2);
  }

  @Test
  void whatHasNotChangedIsNotWritten() {
    upsert(row("1", "ada@example.org", Map.of("first_name", "Ada")));
    Instant written = changedAt("ada@example.org");
    rig.clock().tick(Duration.ofDays(1));

    Upserted again = upsert(row("1", "ADA@example.org", Map.of("first_name", "Ada")));

    assertThat(again).isInstanceOf(Unchanged.class);
    assertThat(changedAt("ada@example.org")).isEqualTo(written);
    assertThat(contacts.find(address("ada@example.org")).orElseThrow().email().orElseThrow())
        .extracting(EmailAddress::forSending)
        .isEqualTo("ada@example.org");
  }

  @Test
  void whatARowBringsReplacesAndWhatItLeavesEmptyStays() {
    upsert(row("1", "ada@example.org", Map.of("first_name", "Ada")));

    Upserted result = upsert(new ContactRow(
        Optional.of("1"),
        Optional.empty(),
        Optional.of(Language.EN),
        Optional.empty(),
        Optional.of(Category.CUSTOMER),
        Map.of("first_name", "Augusta")));

    Contact ada = contacts.find(address("ada@example.org")).orElseThrow();
    assertThat(result).isEqualTo(new Changed(ada.id()));
    assertThat(ada.language()).isEqualTo(Language.EN);
    assertThat(ada.category()).isEqualTo(Category.CUSTOMER);
    assertThat(ada.country()).contains("BE");
    assertThat(contacts.fields(Set.of(ada.id())).get(ada.id()))
        .containsEntry("first_name", "Augusta");
  }

  @Test
  void aRowThatOnlyFillsGapsReplacesNothing() {
    upsert(row("1", "ada@example.org", Map.of()));

    upsert(new ContactRow(
            Optional.empty(),
            Optional.of(address("ada@example.org")),
            Optional.of(Language.EN),
            Optional.of("DE"),
            Optional.empty(),
            Map.of("first_name", "Ada"))
        .fillingGaps());

    Contact ada = contacts.find(address("ada@example.org")).orElseThrow();
    assertThat(ada.language()).isEqualTo(Language.FR);
    assertThat(ada.country()).contains("BE");
    assertThat(contacts.fields(Set.of(ada.id())).get(ada.id())).containsEntry("first_name", "Ada");
  }

  @Test
  void theSecondRowOfAnAddressInOneBatchSeesTheFirst() {
    List<Upserted> results = contacts.upsert(List.of(
        row("1", "ada@example.org", Map.of()),
        row("1", "ada@example.org", Map.of()),
        row("1", "ada@example.org", Map.of("first_name", "Ada"))));

    ContactId ada = contacts.find(address("ada@example.org")).orElseThrow().id();
    assertThat(results).containsExactly(new Created(ada), new Unchanged(ada), new Changed(ada));
    assertThat(rig.count("contact")).isEqualTo(1);
    assertThat(contacts.fields(Set.of(ada))).containsEntry(ada, Map.of("first_name", "Ada"));
  }

  @Test
  void aFurtherNumberOfAKnownAddressBecomesAnAlias() {
    upsert(row("1", "ada@example.org", Map.of()));

    assertThat(upsert(row("A-1", "ada@example.org", Map.of()))).isInstanceOf(Changed.class);

    assertThat(contacts.findByExternalId("A-1")).isEqualTo(contacts.findByExternalId("1"));
    assertThat(contacts.idsByExternalId(Set.of("1", "A-1", "2"))).containsOnlyKeys("1", "A-1");
  }

  /** A43: a new address restarts double opt-in, so only the person can bring it. */
  @Test
  void aKnownNumberWithAnotherAddressIsRefused() {
    upsert(row("1", "ada@example.org", Map.of()));

    Upserted result = upsert(row("1", "ada@example.com", Map.of()));

    assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.code()).isEqualTo("ADDRESS_CHANGE");
      assertThat(refused.column()).isEqualTo("email");
    });
    assertThat(contacts.find(address("ada@example.com"))).isEmpty();
  }

  @Test
  void theAddressOfOneWithTheNumberOfAnotherIsRefused() {
    upsert(row("1", "ada@example.org", Map.of()));
    upsert(row("2", "bob@example.org", Map.of()));

    assertThat(upsert(row("2", "ada@example.org", Map.of())))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("IDENTITY_CONFLICT"));
  }

  /** S0.5: a contact may be known by a number only; its first address is no change of address. */
  @Test
  void aContactWithoutAnAddressMayGetOne() {
    upsert(new ContactRow(
        Optional.of("1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of()));

    assertThat(upsert(row("1", "ada@example.org", Map.of()))).isInstanceOf(Changed.class);

    assertThat(contacts.find(address("ada@example.org")))
        .isEqualTo(contacts.findByExternalId("1"))
        .hasValueSatisfying(ada -> assertThat(ada.email()).isPresent());
  }

  /** A12: until then an address and nothing else. */
  @Test
  void whoAskedIsPendingAndAnImportMakesThemLiveAsIfNew() {
    Contact asked = contacts.findOrPend(address("ada@example.org"), Language.EN);
    assertThat(contacts.findOrPend(address("Ada@example.org"), Language.FR)).isEqualTo(asked);
    assertThat(asked.state()).isEqualTo(ContactState.PENDING);
    rig.clock().tick(Duration.ofDays(1));

    Upserted result = upsert(row("1", "ada@example.org", Map.of()));

    assertThat(result).isEqualTo(new Created(asked.id()));
    assertThat(contacts.find(asked.id())).hasValueSatisfying(ada -> {
      assertThat(ada.state()).isEqualTo(ContactState.LIVE);
      assertThat(ada.bucket()).isEqualTo(asked.bucket());
      assertThat(ada.createdAt()).isEqualTo(rig.clock().instant());
    });
  }

  @Test
  void confirmingTakesWhatWasTypedOnceAndLaterFillsGapsOnly() {
    Contact asked = contacts.findOrPend(address("ada@example.org"), Language.FR);

    contacts.confirm(asked.id(), row("9", "ada@example.org", Map.of("first_name", "Ada")));
    contacts.confirm(asked.id(), row("9", "ada@example.org", Map.of("first_name", "Eve")));

    assertThat(contacts.find(asked.id()).orElseThrow().state()).isEqualTo(ContactState.LIVE);
    assertThat(contacts.fields(Set.of(asked.id())).get(asked.id()))
        .containsEntry("first_name", "Ada");
    assertThat(contacts.findByExternalId("9")).as("a form claims no number").isEmpty();
  }

  /** A17, A18: where data come from is known once; who gives them to us themselves ends it. */
  @Test
  void whoConfirmsHasGivenUsTheDataThemselves() {
    Provenance bought = new Provenance(
        Provenance.Type.THIRD_PARTY, Optional.of("Tombola SA"), Optional.of(TestClock.START));
    ContactId ada = ((Upserted.Created) upsert(from("ada@example.org", bought))).contact();
    upsert(from("ada@example.org", Provenance.typed(TestClock.START)));
    Optional<Provenance> before = contacts.find(ada).flatMap(Contact::provenance);

    contacts.confirm(ada, row("9", "ada@example.org", Map.of()));

    assertThat(before).hasValue(bought);
    assertThat(contacts.find(ada).flatMap(Contact::provenance).map(Provenance::type))
        .hasValue(Provenance.Type.OWN_FORM);
  }

  private static ContactRow from(String email, Provenance provenance) {
    return new ContactRow(
        Optional.empty(),
        EmailAddress.parse(email),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(provenance),
        false);
  }

  @Test
  void onlyTheUnconfirmedAreErasedAsSuch() {
    Contact asked = contacts.findOrPend(address("ada@example.org"), Language.FR);
    upsert(row("2", "bob@example.org", Map.of()));
    ContactId bob = contacts.find(address("bob@example.org")).orElseThrow().id();

    assertThat(contacts.eraseUnconfirmed(asked.id())).isTrue();
    assertThat(contacts.eraseUnconfirmed(asked.id())).isFalse();
    assertThat(contacts.eraseUnconfirmed(bob)).isFalse();

    assertThat(contacts.find(address("ada@example.org"))).isEmpty();
    assertThat(contacts.find(bob)).isPresent();
  }

  /** Design section 3: each pair of states; a refused pair changes nothing. */
  @Test
  void aContactMovesOnlyAsTheTableSays() {
    Map<ContactState, Set<ContactState>> allowed = Map.of(
        ContactState.PENDING, Set.of(ContactState.LIVE, ContactState.ERASED),
        ContactState.LIVE, Set.of(ContactState.RESTRICTED, ContactState.ERASED),
        ContactState.RESTRICTED, Set.of(ContactState.LIVE, ContactState.ERASED),
        ContactState.ERASED, Set.of());
    ContactId ada = contacts.findOrPend(address("ada@example.org"), Language.FR).id();

    for (ContactState from : ContactState.values()) {
      for (ContactState to : ContactState.values()) {
        rig.database()
            .update("UPDATE contact SET state = ? WHERE contact_id = ?", from, ada.value());

        boolean moved = rig.bean(ContactTable.class).move(ada, to);

        assertThat(moved)
            .as("%s to %s", from, to)
            .isEqualTo(allowed.getOrDefault(from, Set.of()).contains(to));
        assertThat(contacts.find(ada).orElseThrow().state()).isEqualTo(moved ? to : from);
      }
    }
  }

  /** GDPR art. 18: stored, and nothing else (A46). */
  @Test
  void aRestrictedContactIsNotChanged() {
    upsert(row("1", "ada@example.org", Map.of()));
    ContactId ada = contacts.find(address("ada@example.org")).orElseThrow().id();
    rig.bean(ContactTable.class).move(ada, ContactState.RESTRICTED);

    assertThat(upsert(row("1", "ada@example.org", Map.of("first_name", "Eve"))))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("RESTRICTED"));
    contacts.confirm(ada, row("1", "ada@example.org", Map.of("first_name", "Eve")));

    assertThat(contacts.find(ada).orElseThrow().state()).isEqualTo(ContactState.RESTRICTED);
    assertThat(contacts.fields(Set.of(ada))).isEmpty();
  }

  /** B23, CSA: at most three, and a sign from the mailbox ends it. */
  @Test
  void hardRefusalsMakeAnAddressUndeliverableUntilItAnswers() {
    Reachability reachability = rig.bean(Reachability.class);
    upsert(row("1", "ada@example.org", Map.of()));
    ContactId ada = contacts.find(address("ada@example.org")).orElseThrow().id();

    assertThat(reachability.recordHardBounce(ada, 2)).isFalse();
    assertThat(reachability.recordHardBounce(ada, 2)).isTrue();
    reachability.markReachable(ada);

    assertThat(contacts.find(ada).orElseThrow().undeliverable()).isFalse();
    assertThat(reachability.recordHardBounce(ada, 2)).isFalse();
    assertThat(reachability.recordHardBounce(ada, 1)).isTrue();
  }

  /** GDPR art. 15, 17. */
  @Test
  void whatIsKnownIsExportedAndThenErasedForGood() {
    upsert(row("1", "ada@example.org", Map.of("first_name", "Ada")));
    ContactId ada = contacts.find(address("ada@example.org")).orElseThrow().id();
    var subject = new Subject(Optional.empty(), Optional.of(address("ada@example.org")));
    var records = rig.bean(ContactRecords.class);

    assertThat(records.export(subject))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("email", "ada@example.org")
        .containsEntry("externalIds", List.of("1"))
        .containsEntry("fields", Map.of("first_name", "Ada"));
    assertThat(records.erase(subject)).isEqualTo(4);
    assertThat(records.erase(subject)).isZero();
    assertThat(records.erase(new Subject(Optional.of(ada), Optional.empty()))).isZero();

    assertThat(contacts.find(ada)).hasValueSatisfying(erased -> {
      assertThat(erased.state()).isEqualTo(ContactState.ERASED);
      assertThat(erased.email()).isEmpty();
    });
    assertThat(rig.count("identity")).isZero();
    assertThat(rig.count("contact_field")).isZero();
  }

  @Test
  void twoImportsOfTheSamePeopleAtOnceMakeEachOnce() throws Exception {
    List<ContactRow> rows = IntStream.range(0, 200)
        .mapToObj(n -> row("n" + n, "n" + n + "@example.org", Map.of("first_name", "N")))
        .toList();
    var start = new CyclicBarrier(2);

    CompletableFuture<List<Upserted>> first = CompletableFuture.supplyAsync(() -> at(start, rows));
    CompletableFuture<List<Upserted>> second =
        CompletableFuture.supplyAsync(() -> at(start, rows.reversed()));

    long created = Stream.of(first.get(), second.get())
        .flatMap(List::stream)
        .filter(Created.class::isInstance)
        .count();
    assertThat(created).isEqualTo(200);
    assertThat(rig.count("contact")).isEqualTo(200);
    assertThat(rig.count("identity")).isEqualTo(400);
  }

  private List<Upserted> at(CyclicBarrier start, List<ContactRow> rows) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return contacts.upsert(rows);
  }

  @Test
  void theTableGetsAColumnForEachDeclaredFieldOnce() {
    var fields = rig.bean(DeclaredFields.class);

    new FieldTable(rig.database(), rig.bean(SchemaChanges.class), fields);
    new FieldTable(rig.database(), rig.bean(SchemaChanges.class), fields);

    assertThat(
            rig.database().list("SELECT f_first_name FROM contact_field", row -> row.getString(1)))
        .isEmpty();
  }

  private Upserted upsert(ContactRow row) {
    return contacts.upsert(List.of(row)).getFirst();
  }

  private Instant changedAt(String email) {
    return rig.database()
        .first(
            "SELECT changed_at FROM contact WHERE contact_id = ?",
            row -> Columns.instant(row, "changed_at"),
            contacts.find(address(email)).orElseThrow().id().value())
        .orElseThrow();
  }

  private static ContactRow row(String number, String email, Map<String, String> fields) {
    return new ContactRow(
        Optional.of(number),
        Optional.of(address(email)),
        Optional.of(Language.FR),
        Optional.of("BE"),
        Optional.empty(),
        fields);
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}
