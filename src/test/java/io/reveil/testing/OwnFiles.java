package io.reveil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with a purposes.yml of a test's own; all else comes from the jar, as for an operator. */
public final class OwnFiles {
  private static final Path SHIPPED = Path.of("config/purposes.yml");

  private static final String MORE_PURPOSES = """

      text_news:
        kind: LETTER
        controller: lumen
        channel: SMS
        bases: [CONSENT]
        retention: P36M
        recipients: { fr: Notre équipe, en: Our team }
        transfers: none
        texts:
          fr: { name: Les SMS, description: Un SMS par mois., consent: J’accepte les SMS., why: Vous informer }
          en: { name: Texts, description: One text a month., consent: I agree to texts., why: To inform you }
      orders:
        kind: SERVICE
        controller: lumen
        channel: EMAIL
        bases: [TRANSACTIONAL]
        retention: P36M
        recipients: { fr: Notre équipe, en: Our team }
        transfers: none
        sender: { name: Maison Lumen, address: commandes@lettre.example.org }
        list_id: '<orders.lettre.example.org>'
        texts:
          fr: { name: Vos commandes, description: Le suivi., consent: Sans objet., why: Livrer }
          en: { name: Your orders, description: Their course., consent: None needed., why: To deliver }
      offers:
        kind: LETTER
        controller: lumen
        channel: EMAIL
        bases: [CUSTOMER_SOFT_OPT_IN]
        retention: P36M
        recipients: { fr: Notre équipe, en: Our team }
        transfers: none
        sender: { name: Maison Lumen, address: offres@lettre.example.org }
        list_id: '<offers.lettre.example.org>'
        texts:
          fr: { name: Les offres, description: Une par mois., consent: Sans objet., why: Vous proposer }
          en: { name: The offers, description: One a month., consent: None needed., why: To offer }
      """.indent(2);

  private static final Path SHIPPED_PAGES = Path.of("templates/page");

  private static final Set<String> PARTS = Set.of("layout.ftlh", "answers.ftlh");

  /** All pages that people see, in each language. */
  public static final Set<String> PAGES = pages();

  private static final String ALL_BASES = withPurposes(OwnFiles::onAllBases);

  private OwnFiles() {}

  private static Set<String> pages() {
    try (Stream<Path> files = Files.list(SHIPPED_PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !PARTS.contains(name))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String onAllBases(String shipped) {
    return shipped.replaceFirst(
            "bases: \\[CONSENT]",
            "bases: [CONSENT, CUSTOMER_SOFT_OPT_IN, PROFESSIONAL_LEGITIMATE_INTEREST]")
        + MORE_PURPOSES;
  }

  /**
   * The newsletter may rest on every basis; there is a purpose by SMS, {@code text_news}, a service, {@code orders}, and
   * {@code offers}, which go to customers and rest on nothing else.
   */
  public static String withAllBases() {
    return ALL_BASES;
  }

  /** The same, and a form, {@code all}, with a box for each of these purposes. */
  public static String withAllBasesAndAFormFor(String... purposes) {
    return withPurposesAndAFormFor(OwnFiles::onAllBases, purposes);
  }

  /** As {@link #withPurposes}, and beside the shipped form for the newsletter one, {@code all}, with a box for each of these. */
  public static String withPurposesAndAFormFor(UnaryOperator<String> change, String... purposes) {
    try {
      Path files = Path.of(withPurposes(change));
      Path forms = Files.createDirectories(files.resolve("config/forms"));
      Files.copy(Path.of("config/forms/newsletter.yml"), forms.resolve("newsletter.yml"));
      Files.writeString(forms.resolve("all.yml"), """
          form: all
          purposes: [%s]
          texts:
            fr: { title: Tout, lead: Cochez. }
            en: { title: All, lead: Tick. }
          """.formatted(String.join(", ", purposes)));
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One purpose alone, {@code text_news}, and a form, {@code all}, for it: nothing can be agreed to from a mailbox. */
  public static String withTextsAlone() {
    String texts = MORE_PURPOSES.substring(0, MORE_PURPOSES.indexOf("  orders:"));
    String files = withPurposesAndAFormFor(
        shipped -> shipped.substring(0, shipped.indexOf("\npurposes:")) + "\npurposes:\n" + texts,
        "text_news");
    try {
      Files.delete(Path.of(files).resolve("config/forms/newsletter.yml"));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Two companies. Beside the shipped one a club, with a letter, {@code clubletter}, a form for it, {@code all}, and
   * purposes of its own for measuring, {@code club_opens} and {@code club_links}.
   */
  public static String withTwoControllers() {
    return withPurposesAndAFormFor(OwnFiles::andAClub, "clubletter");
  }

  private static String andAClub(String shipped) {
    String lumen = shipped.substring(shipped.indexOf("  lumen:"), shipped.indexOf("\n# kind"));
    String purposes = shipped.substring(shipped.indexOf("  newsletter:"));
    return shipped.replace(lumen, lumen + ofTheClub(lumen).replace("lumen:", "club:"))
        + "\n"
        + ofTheClub(purposes)
            .replace("newsletter", "clubletter")
            .replace("open_tracking:", "club_opens:")
            .replace("link_tracking:", "club_links:")
            .replace("controller: lumen", "controller: club");
  }

  private static String ofTheClub(String lumen) {
    return lumen.replace("Maison Lumen", "Le Club").replace("/confidentialite", "/club");
  }

  /** One more template, of this HTML in both languages. For {@code reveil.files}. */
  public static String withTemplate(String name, String html) {
    try {
      Path files = Files.createTempDirectory(Path.of("target"), "files-");
      Path folder = Files.createDirectories(files.resolve("templates/email").resolve(name));
      for (String language : new String[] {"fr", "en"}) {
        Files.writeString(folder.resolve("subject." + language + ".ftl"), "${purpose}");
        Files.writeString(folder.resolve("html." + language + ".ftlh"), html);
        Files.writeString(
            folder.resolve("text." + language + ".ftl"),
            "<@mail title=purpose controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>\n${links.stay}\n</@mail>");
      }
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shipped pages, each of which says in a comment which it is: {@code template confirm.fr.ftlh}. For {@code reveil.files}. */
  public static String withNamedPages() {
    try {
      Path files = Files.createTempDirectory(Path.of("target"), "files-");
      Path pages = Files.createDirectories(files.resolve("templates/page"));
      for (String name : PAGES) {
        String shipped = Files.readString(SHIPPED_PAGES.resolve(name));
        Files.writeString(
            pages.resolve(name),
            shipped.contains("</@page.letter>")
                ? shipped.replace("</@page.letter>", named(name) + "</@page.letter>")
                : shipped + named(name));
      }
      for (String part : PARTS) {
        Files.copy(SHIPPED_PAGES.resolve(part), pages.resolve(part));
      }
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String named(String name) {
    return "<!-- template " + name + " -->";
  }

  /** The shipped purposes with a change, which must change something. For {@code reveil.files}. */
  public static String withPurposes(UnaryOperator<String> change) {
    try {
      String shipped = Files.readString(SHIPPED);
      String changed = change.apply(shipped);
      if (changed.equals(shipped)) {
        throw new AssertionError("nothing was changed in " + SHIPPED);
      }
      Path files = Files.createTempDirectory(Path.of("target"), "files-");
      Files.createDirectory(files.resolve("config"));
      Files.writeString(files.resolve("config/purposes.yml"), changed);
      return files.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
