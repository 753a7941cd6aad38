package io.reveil.delivery.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.content.OutgoingMail;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.DkimFiles;
import io.reveil.testing.DkimReceiver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.apache.james.jdkim.api.SignatureRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we sign, another's code verifies; what somebody changes, it does not (B2, B18, B19). */
class SignerTest {
  @TempDir
  static Path folder;

  private static final String MARKETING = """
      Date: Sat, 21 Nov 2026 12:00:00 +0000
      Message-ID: <k3v9@lettre.example.org>
      MIME-Version: 1.0
      From: "Maison Lumen" <bonjour@example.org>
      To: camille@example.com
      Reply-To: reponse@example.org
      Subject: =?UTF-8?Q?=C3=89t=C3=A9?=
      List-Id: =?UTF-8?Q?La_lettre_du_matin_=E2=80=94_=C3=A9t=C3=A9?=
       <newsletter.example.org>
      List-Unsubscribe: <https://lettre.example.org/u/AQRk2m9Qx0cVd7Yb>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      X-Auto-Response-Suppress: OOF, AutoReply
      Content-Type: multipart/alternative; boundary="=_reveil"

      --=_reveil
      Content-Type: text/plain; charset=UTF-8

      Bonjour  Camille,

      --=_reveil--
      """.replace("\n", "\r\n");

  private static DkimConfig both = new DkimConfig("", "", "", "", "");

  @BeforeAll
  static void makeKeys() {
    both = new DkimConfig(
        "example.org",
        "reveil",
        DkimFiles.rsa(folder.resolve("rsa.pem"), 2048).toString(),
        "reveil-ed",
        DkimFiles.ed25519(folder.resolve("ed.pem")).toString());
  }

  @Test
  void theSignaturesOfBothKeysAreGood() {
    String mail = signed(MARKETING);

    assertThat(mail).endsWith(MARKETING);
    assertThat(DkimReceiver.signatures(mail))
        .extracting(signature -> signature.getSelector().toString())
        .containsExactly("reveil", "reveil-ed");
    assertThat(verified(mail)).containsExactly("reveil", "reveil-ed");
  }

  @Test
  void whatAMailHasIsSignedAndFromOnceMoreThanItHas() {
    assertThat(DkimReceiver.signatures(signed(MARKETING)))
        .hasSize(2)
        .allSatisfy(signature -> assertThat(signature.getHeaders())
            .map(CharSequence::toString)
            .containsExactly(
                "from",
                "from",
                "to",
                "subject",
                "date",
                "message-id",
                "mime-version",
                "content-type",
                "reply-to",
                "list-id",
                "list-unsubscribe",
                "list-unsubscribe-post"));
    assertThat(DkimReceiver.signatures(
            signed("Feedback-ID: a:b:c\r\nAuto-Submitted: auto-generated\r\n" + MARKETING)))
        .allSatisfy(signature -> assertThat(signature.getHeaders())
            .map(CharSequence::toString)
            .endsWith("feedback-id", "auto-submitted"));
  }

  @Test
  void theFormIsRelaxedAndAllOfTheBodyIsSigned() {
    String mail = signed(MARKETING);

    assertThat(DkimReceiver.signatures(mail)).allSatisfy(signature -> {
      assertThat(signature.getHeaderCanonicalisationMethod()).isEqualTo(SignatureRecord.RELAXED);
      assertThat(signature.getBodyCanonicalisationMethod()).isEqualTo(SignatureRecord.RELAXED);
      assertThat(signature.getBodyHashLimit()).as("no l=").isNegative();
      assertThat(signature.getDToken()).hasToString("example.org");
    });
    assertThat(mail).contains("a=rsa-sha256;").contains("a=ed25519-sha256;");
    assertThat(mail.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(79));
  }

  /** (B19) */
  @Test
  void whatARelayAddsOrFoldsBreaksNothing() {
    String mail = signed(MARKETING);
    String relayed = "Return-Path: <b@bounce.example.org>\r\nReceived: from a by b;\r\n\tSat\r\n"
        + mail.replace("X-Auto", "Feedback-ID: ours:of:relay\r\nX-Relay: yes\r\nX-Auto")
            .replace("<https:", "\r\n <https:")
            .replace("Subject: ", "subject:\t")
            .replace("Bonjour  Camille,", "Bonjour Camille,  ")
        + "\r\n\r\n";

    assertThat(relayed).isNotEqualTo(mail);
    assertThat(verified(relayed)).containsExactly("reveil", "reveil-ed");
  }

  /** (B2, B18, B19) */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      u/AQRk2m9Qx0cVd7Yb  | u/AQRk2m9Qx0cVd7Yc
      =One-Click          | =Two-Click
      List-Unsubscribe-Post: | X-List-Unsubscribe-Post:
      List-Id:            | X-List-Id:
      To: camille         | To: camilla
      =C3=89t             | =C3=88t
      reponse@            | response@
      Sat, 21             | Sat, 22
      k3v9                | k3v8
      1.0                 | 1.1
      "=_reveil"          | "=_"
      From: "             | From: <x@evil.example>_From: "
      Bonjour             | Bonsoir
      --=_reveil--        | --=_reveil--_More.
      s=reveil            | s=other
      ; t=                | ; t=1
      """)
  void whatIsChangedBreaksBothSignatures(String word, String other) {
    String mail = signed(MARKETING);
    String changed = mail.replace(word, other.replace("_From", "\r\nFrom").replace("_M", "\r\nM"));

    assertThat(changed).isNotEqualTo(mail);
    assertThat(verified(changed)).isEmpty();
  }

  /** (B21): its mail goes to servers that take such addresses only. */
  @Test
  void anAddressBeyondAsciiIsSignedAsItIsWritten() {
    String mail = signed(MARKETING.replace("camille@", "josé@"));

    assertThat(mail).contains("To: josé@example.com");
    assertThat(verified(mail)).containsExactly("reveil", "reveil-ed");
    assertThat(verified(mail.replace("josé@", "jose@"))).isEmpty();
  }

  @Test
  void oneKeyMakesOneSignature() {
    DkimConfig one = new DkimConfig("example.org", "reveil", both.key(), "", "");

    assertThat(verified(signed(one, MARKETING))).containsExactly("reveil");
    assertThat(DkimReceiver.signatures(signed(one, MARKETING))).hasSize(1);
  }

  @Test
  void withoutAKeyAMailLeavesAsItWasWritten() {
    assertThat(signed(new DkimConfig("", "", "", "", ""), MARKETING)).isEqualTo(MARKETING);
  }

  private static Set<String> verified(String mail) {
    return new DkimReceiver(both.records()).verified(mail);
  }

  private static String signed(String mail) {
    return signed(both, mail);
  }

  private static String signed(DkimConfig config, String mail) {
    OutgoingMail outgoing = new OutgoingMail(
        EmailAddress.parse("b.token@bounce.example.org").orElseThrow(),
        EmailAddress.parse("camille@example.com").orElseThrow(),
        "k3v9@lettre.example.org",
        mail.getBytes(UTF_8));
    return new String(new Signer(config, Clock.systemUTC()).signed(outgoing).bytes(), UTF_8);
  }
}
