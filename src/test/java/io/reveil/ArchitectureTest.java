package io.reveil;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Repository;
import io.reveil.delivery.smtp.Relays;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.TrialClock;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map of the code, and the rules that keep it true. */
class ArchitectureTest {
  /** All that we wrote: what JMH makes of a measurement is its own. */
  private static final JavaClasses CODE = new ClassFileImporter()
      .withImportOption(new DoNotIncludeTests())
      .withImportOption(location -> !location.contains("jmh_generated"))
      .importPackages("io.reveil");

  private static final long MANY = 20;

  private static final Set<Class<?>> TIMES = Set.of(
      Instant.class,
      LocalDate.class,
      LocalDateTime.class,
      OffsetDateTime.class,
      ZonedDateTime.class,
      YearMonth.class);

  @Test
  void theRulesSeeTheCode() {
    assertThat(CODE.contain("io.reveil.Reveil")).isTrue();
    assertThat(CODE.contain("io.reveil.kernel.ContactId")).isTrue();
    assertThat(CODE.contain("io.reveil.ArchitectureTest")).isFalse();
  }

  @Test
  void aPackageUsesOnlyThePackagesOnItsLine() {
    Set<String> strays = uses()
        .filter(use ->
            !PackageMap.mayUse(capability(use.getOriginClass()), capability(use.getTargetClass())))
        .map(ArchitectureTest::said)
        .collect(toCollection(TreeSet::new));
    assertThat(strays).isEmpty();
  }

  /** A right that nobody uses is a door that somebody left open. */
  @Test
  void everyRightOnTheMapIsUsed() {
    Set<String> used = uses()
        .map(use -> capability(use.getOriginClass()) + " uses " + capability(use.getTargetClass()))
        .collect(toSet());
    assertThat(PackageMap.rights()).isNotEmpty().isSubsetOf(used);
    assertThat(PackageMap.open())
        .isNotEmpty()
        .isSubsetOf(uses()
            .filter(
                use -> !capability(use.getOriginClass()).equals(capability(use.getTargetClass())))
            .map(use -> part(use.getTargetClass()))
            .collect(toSet()));
  }

  @Test
  void everyPackageIsOnTheMapAndIntroducesItself() {
    assertThat(PackageMap.packages())
        .containsAll(inCapabilities().map(ArchitectureTest::capability).toList());
    assertThat(CODE.stream().map(JavaClass::getPackage).collect(toSet()))
        .allMatch(
            named -> named.isAnnotatedWith(NullMarked.class), "has a @NullMarked package-info");
  }

  /** Capabilities form no cycle, nor do the parts of one: what is below never needs what builds on it. */
  @ParameterizedTest
  @ValueSource(strings = {"io.reveil.(*)..", "io.reveil.(**)"})
  void packagesFormNoCycle(String each) {
    slices().matching(each).should().beFreeOfCycles().check(CODE);
  }

  /** A measurement looks inside: it is no part of what it measures. */
  @Test
  void theInsideOfACapabilityIsItsOwnAffair() {
    Set<String> strays = uses()
        .filter(use -> !capability(use.getOriginClass()).equals("bench"))
        .filter(use -> !capability(use.getOriginClass()).equals(capability(use.getTargetClass())))
        .filter(use -> !PackageMap.isOpen(part(use.getTargetClass())))
        .map(ArchitectureTest::said)
        .collect(toCollection(TreeSet::new));
    assertThat(strays).isEmpty();
  }

  @Test
  void theReadmeNamesThePartsFromTheGroundUp() {
    List<String> parts = PackageMap.parts();
    Set<String> upwards = uses()
        .filter(use -> capability(use.getOriginClass()).equals(capability(use.getTargetClass())))
        .filter(use -> parts.contains(part(use.getOriginClass())))
        .filter(use ->
            parts.indexOf(part(use.getOriginClass())) < parts.indexOf(part(use.getTargetClass())))
        .map(ArchitectureTest::said)
        .collect(toCollection(TreeSet::new));

    assertThat(parts)
        .containsExactlyInAnyOrderElementsOf(inCapabilities()
            .map(ArchitectureTest::part)
            .filter(part -> part.contains("."))
            .collect(toSet()));
    assertThat(upwards).isEmpty();
  }

  /** A package that cannot be taken in at a glance is cut along its seams. */
  @Test
  void noPackageHoldsMoreThanAReaderCanTakeIn() {
    Map<String, Long> sizes = inCapabilities()
        .filter(type -> !type.getName().contains("$"))
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .collect(groupingBy(ArchitectureTest::part, counting()));
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((_, size) -> assertThat(size).isLessThanOrEqualTo(MANY));
  }

  /** Business time and machine time have one source each, so that a test or a trial can move them. */
  @Test
  void timeComesFromTheInjectedClock() {
    Set<String> strays = CODE.stream()
        .filter(type -> !type.getName().equals("io.reveil.kernel.Clocks")
            && !type.isAssignableTo(TrialClock.class))
        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
        .filter(ArchitectureTest::readsTheSystemClock)
        .map(JavaAccess::getDescription)
        .collect(toCollection(TreeSet::new));
    assertThat(strays).isEmpty();
  }

  @Test
  void repositoriesAndRowsStayInsideTheirPackage() {
    classes()
        .that()
        .areMetaAnnotatedWith(Repository.class)
        .or()
        .areAnnotatedWith(MappedEntity.class)
        .should()
        .bePackagePrivate()
        .allowEmptyShould(true)
        .check(CODE);
  }

  /** (B19) Mail is signed last of all: nothing else hands any to the relay. */
  @Test
  void onlyWhatSignsHandsMailToTheRelay() {
    assertThat(CODE.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(Relays.Line.class)
                && call.getName().equals("send"))
            .map(call -> call.getOriginOwner().getName()))
        .containsExactly("io.reveil.delivery.lane.Sending");
  }

  /** The inbox viewer and the clock control exist in the demo only. */
  @Test
  void onlyTheDemoUsesTheDemo() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.reveil.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.reveil.demo..")
        .check(CODE);
  }

  /** Neither the demo nor the measurements are shipped. */
  @Test
  void nothingThatIsShippedUsesTheMailbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.reveil.demo..", "io.reveil.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.icegreen..")
        .check(CODE);
  }

  @Test
  void nothingUsesTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.reveil")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.reveil")
        .check(CODE);
  }

  /** (D4) A comparison that stops at the first difference tells how much of a forged MAC was right. */
  @Test
  void authenticationCodesAreComparedInConstantTime() {
    Set<JavaClass> verifying = CODE.stream()
        .filter(type -> type.getPackageName().equals("io.reveil.link"))
        .filter(type -> !type.getSimpleName().startsWith("$"))
        .collect(toSet());
    assertThat(calls(verifying, Arrays.class, "equals")).isEmpty();
    assertThat(calls(
            verifying.stream().filter(type -> uses(type, Mac.class)).collect(toSet()),
            String.class,
            "equals"))
        .isEmpty();
    if (verifying.stream().anyMatch(type -> uses(type, Mac.class))) {
      assertThat(calls(verifying, MessageDigest.class, "isEqual")).isNotEmpty();
    }
  }

  /** (C10) Whether a press looks like a robot's is no question to whoever leaves, refuses or asks for their data. */
  @Test
  void noDoubtAboutRobotsStandsBeforeAWithdrawal() {
    Set<String> doubt = Set.of(
        "io.reveil.subscription.press.Crowds",
        "io.reveil.subscription.press.Presses",
        "io.reveil.subscription.press.Sandbox",
        "io.reveil.tracking.judging.Judge");
    assertThat(doubt).allMatch(CODE::contain);
    Set<String> withdrawals = Set.of(
        "io.reveil.subscription.confirm.AddressBack",
        "io.reveil.subscription.confirm.Denials",
        "io.reveil.subscription.confirm.Refusals",
        "io.reveil.subscription.leave.Leaving",
        "io.reveil.subscription.leave.LeavePages",
        "io.reveil.subscription.leave.UnsubscribeController",
        "io.reveil.subscription.leave.Withdrawals",
        "io.reveil.subscription.preference.EndOfMeasuring",
        "io.reveil.subscription.preference.MeasuringController",
        "io.reveil.subscription.preference.Preferences",
        "io.reveil.subscription.preference.Untickings");
    assertThat(withdrawals).allMatch(CODE::contain);
    noClasses()
        .that(describe("withdraw", type -> withdrawals.contains(type.getName())))
        .or()
        .areAssignableTo(PersonalData.class)
        .should()
        .transitivelyDependOnClassesThat(
            describe("judge a press", type -> doubt.contains(type.getName())))
        .check(CODE);
  }

  private static Stream<JavaClass> inCapabilities() {
    return CODE.stream().filter(ArchitectureTest::isOurs);
  }

  /** What our classes use of each other. */
  private static Stream<Dependency> uses() {
    return inCapabilities()
        .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
        .filter(use -> isOurs(use.getTargetClass()));
  }

  private static String said(Dependency use) {
    return use.getOriginClass().getName() + " uses " + use.getTargetClass().getName();
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("io.reveil.");
  }

  private static String capability(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }

  /** The package of a type, without {@code io.reveil.}: a capability, or a part of one. */
  private static String part(JavaClass type) {
    return type.getPackageName().substring("io.reveil.".length());
  }

  private static boolean readsTheSystemClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return (TIMES.stream().anyMatch(owner::isEquivalentTo)
            && name.equals("now")
            && !takesAClock(access))
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
        || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.isEquivalentTo(Date.class) && name.equals("<init>") && takesNothing(access));
  }

  private static boolean takesAClock(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("(java.time.Clock)");
  }

  private static boolean takesNothing(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("()");
  }

  private static boolean uses(JavaClass type, Class<?> used) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(use -> use.getTargetClass().isEquivalentTo(used));
  }

  private static Set<String> calls(Set<JavaClass> from, Class<?> owner, String method) {
    return from.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(owner))
        .filter(call -> call.getName().equals(method))
        .map(JavaMethodCall::getDescription)
        .collect(toCollection(TreeSet::new));
  }
}
