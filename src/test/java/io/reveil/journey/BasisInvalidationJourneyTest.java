package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.journey.Terminal.Ran;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was never valid, where it is no consent to a letter by e-mail: another basis, another channel, another key (E5). */
@Tag("sql")
class BasisInvalidationJourneyTest {
  private static final String SHOWN = """
      external_id,email,country,category,consent_purpose,consent_at,consent_source,consent_text,legal_basis,basis_sale,basis_seller,basis_refusal,basis_information,source_type
      1,bought@example.org,FR,customer,newsletter,2025-05-04,shop of Lyon,,customer_soft_opt_in,a lamp,Maison Lumen,box beside the address,,sale
      2,architect@example.org,FR,professional,newsletter,2025-05-04,trade fair,,professional_legitimate_interest,,,by answering,Told at the stand whence and why,own_form
      """;
  private static final String AGREED = """
      external_id,email,consent_purpose,consent_channel,consent_at,consent_source,consent_text
      3,,text_news,sms,2025-05-04,shop,J’accepte les SMS.
      """;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private final Office office = new Office(rig);
  private final Terminal terminal = new Terminal(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  @Test
  void anotherBasisEndsUntilItIsShownAnew() {
    office.bringIn("contacts", SHOWN);

    Ran sale = invalidate("1", "newsletter");
    Ran profession = invalidate("2", "newsletter");
    List<String> ended = standing();
    office.bringIn("contacts", SHOWN);

    assertThat(sale.out()).contains("the basis for “newsletter” by EMAIL, a sale on 2025-05-03");
    assertThat(profession.out()).contains("what a professional was told", "shows it anew");
    assertThat(List.of(sale.code(), profession.code())).containsOnly(0);
    assertThat(ended).containsOnly("EMAIL newsletter NONE NONE INVALIDATED");
    assertThat(standing())
        .containsExactly(
            "EMAIL newsletter NONE CUSTOMER_SOFT_OPT_IN null",
            "EMAIL newsletter NONE PROFESSIONAL_LEGITIMATE_INTEREST null");
  }

  /** The same act a second time, when what had ended was shown anew in between. */
  @Test
  void theSameMomentAgainEndsNothingThatWasShownAnewSince() {
    office.bringIn("contacts", SHOWN);
    invalidate("1", "newsletter", "--since", "2026-11-01");
    office.bringIn("contacts", SHOWN);

    Ran again = invalidate("1", "newsletter", "--since", "2026-11-01");

    assertThat(again.code()).isZero();
    assertThat(again.out()).startsWith("Nothing was ended").contains("came after that");
    assertThat(standing()).contains("EMAIL newsletter NONE CUSTOMER_SOFT_OPT_IN null");
  }

  /** The file is kept beside the backup and may be read at any time: what it says is known here, and was mended since. */
  @Test
  void theFileOfWithdrawalsEndsNothingThatWasShownAnewSince() {
    office.bringIn("contacts", SHOWN);
    rig.clock().tick(Duration.ofHours(1));
    invalidate("1", "newsletter");
    invalidate("2", "newsletter");
    String saved = office.text("/api/consents/withdrawals.csv");
    rig.clock().tick(Duration.ofHours(1));
    office.bringIn("contacts", SHOWN);

    JsonNode read = office.bringIn("suppressions?source=restore", saved);

    assertThat(saved.lines()).hasSize(3);
    assertThat(read.path("unchanged").asInt()).isEqualTo(2);
    assertThat(standing())
        .containsExactly(
            "EMAIL newsletter NONE CUSTOMER_SOFT_OPT_IN null",
            "EMAIL newsletter NONE PROFESSIONAL_LEGITIMATE_INTEREST null");
  }

  /** (S0.5) What was agreed to by SMS ends there; by e-mail nothing stood. */
  @Test
  void whatStandsOnAnotherChannelEndsThere() {
    office.bringIn("contacts", AGREED);

    Ran elsewhere = invalidate("3", "text_news", "--channel", "email");
    Ran ended = invalidate("3", "text_news", "--channel", "sms");

    assertThat(elsewhere.code()).isEqualTo(3);
    assertThat(elsewhere.err()).contains("Nothing stands", "“text_news” by EMAIL");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("“text_news” by SMS", "given as an import declares");
    assertThat(standing()).containsExactly("SMS text_news WITHDRAWN NONE INVALIDATED");
  }

  /** (A56) Who brings contacts in does not judge what they agreed to, of one or of many. */
  @Test
  void aKeyWithoutTheScopeEndsNothing(@TempDir Path directory) throws Exception {
    office.bringIn("contacts", SHOWN);
    Path list = Files.writeString(
        directory.resolve("fair.csv"), "external_id,purpose\n1,newsletter\n2,newsletter\n");
    String[] one = {
      "consent", "invalidate", "--external-id", "1", "--purpose", "newsletter", "--reason", "no box"
    };
    String[] many = {"import", "invalidations", list.toString(), "--reason", "no box", "--detach"};
    Terminal shop = terminal.withKey(key("shop", "IMPORT", "READ", "TRIGGER"));

    List<Ran> refused = List.of(shop.run(one), shop.run(many));
    List<String> untouched = standing();
    Ran taken = terminal.withKey(key("officer", "PRIVACY")).run(many);
    office.work();

    assertThat(refused).allSatisfy(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("“shop” may not do this", "the scope PRIVACY");
    });
    assertThat(untouched).first().isEqualTo("EMAIL newsletter NONE CUSTOMER_SOFT_OPT_IN null");
    assertThat(taken.code()).isZero();
    assertThat(standing()).containsOnly("EMAIL newsletter NONE NONE INVALIDATED");
  }

  private String key(String name, String... scopes) {
    return office
        .post(
            "/api/keys",
            "application/json",
            "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(name, String.join("\",\"", scopes)))
        .path("key")
        .asText();
  }

  private Ran invalidate(String number, String purpose, String... more) {
    return terminal.run(Stream.concat(
            Stream.of(
                "consent",
                "invalidate",
                "--external-id",
                number,
                "--purpose",
                purpose,
                "--reason",
                "no box was shown"),
            Stream.of(more))
        .toArray(String[]::new));
  }

  private static List<String> standing() {
    return rig.database()
        .list(
            """
        SELECT s.channel, s.purpose, s.state, s.basis, s.gap
          FROM current_consent s
         ORDER BY s.channel, s.basis
        """,
            row -> String.join(
                " ",
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                String.valueOf(row.getString(5))));
  }
}
