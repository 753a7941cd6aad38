package io.reveil.delivery.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.testing.DkimFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that could not sign as receivers want it is refused by name, with the command that makes one (B18). */
class DkimConfigTest {
  @TempDir
  static Path folder;

  private static final String MAKES_RSA =
      "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out FILE makes one";

  @Test
  void whoGivesNothingSignsNothing() {
    DkimConfig nothing = new DkimConfig("", "", "", "", "");

    assertThat(nothing.isOn()).isFalse();
    assertThat(nothing.records()).isEmpty();
  }

  @Test
  void anEd25519KeyNeverSignsAlone() {
    String ed = DkimFiles.ed25519(folder.resolve("alone.pem")).toString();

    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", "", "reveil-ed", ed))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "reveil.dkim.key (REVEIL_DKIM_KEY): ed25519 never signs alone, since many servers cannot verify"
                + " it (B18): give the file of an RSA key: " + MAKES_RSA + ".");
    assertThatThrownBy(() -> new DkimConfig("", "", "", "reveil-ed", ed))
        .hasMessageContainingAll(
            "reveil.dkim.domain (", "reveil.dkim.selector (", "reveil.dkim.key (");
    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", ed, "", ""))
        .as("nor in place of the RSA key")
        .hasMessageStartingWith("reveil.dkim.key (REVEIL_DKIM_KEY): " + ed
            + " is no rsa key in PKCS#8 without a passphrase (BEGIN PRIVATE KEY): " + MAKES_RSA);
  }

  @ParameterizedTest
  @CsvSource({"1024, false", "2047, false", "2048, true", "3072, true"})
  void anRsaKeyHas2048BitsOrMore(int bits, boolean accepted) {
    String rsa = DkimFiles.rsa(folder.resolve(bits + ".pem"), bits).toString();

    if (accepted) {
      assertThat(signingBy(rsa).records()).hasSize(1);
    } else {
      assertThatThrownBy(() -> signingBy(rsa))
          .isInstanceOf(Fault.class)
          .hasMessageStartingWith("reveil.dkim.key (REVEIL_DKIM_KEY): the key in " + rsa + " has "
              + bits + " bits; give one of 2048 to 4096");
    }
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() {
    Path open = folder.resolve("open.pem");
    DkimFiles.write(open, "whatever", "rw-r-----");

    assertThatThrownBy(() -> signingBy(open.toString()))
        .hasMessageContaining("others may read " + open + ": run chmod 600 on it");
  }

  @ParameterizedTest
  @CsvSource({
    "'-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'",
    "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n-----END ENCRYPTED PRIVATE KEY-----'",
    "'-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'",
    "'-----BEGIN PRIVATE KEY-----\n=\n-----END PRIVATE KEY-----'",
    "é",
    "''"
  })
  void aFileOfAnotherKindIsRefusedWithTheCommandThatConvertsIt(String text) {
    Path file = DkimFiles.write(folder.resolve("other.pem"), text, "rw-------");

    assertThatThrownBy(() -> signingBy(file.toString()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(
            "is no rsa key in PKCS#8",
            MAKES_RSA,
            "openssl pkcs8 -topk8 -nocrypt -in OLD -out FILE converts one");
  }

  @Test
  void theSecondKeyHasANameAndAFileOfItsOwn() {
    String rsa = DkimFiles.rsa(folder.resolve("rsa.pem"), 2048).toString();
    String ed = DkimFiles.ed25519(folder.resolve("ed.pem")).toString();

    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", rsa, "reveil", ed))
        .hasMessageStartingWith("reveil.dkim.ed25519-selector (REVEIL_DKIM_ED25519_SELECTOR): ");
    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", rsa, "reveil-ed", ""))
        .hasMessageStartingWith("reveil.dkim.ed25519-key (REVEIL_DKIM_ED25519_KEY): ");
    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", rsa, "", ed))
        .hasMessageStartingWith("reveil.dkim.ed25519-selector (REVEIL_DKIM_ED25519_SELECTOR): ");
    assertThatThrownBy(() -> new DkimConfig("example.org", "reveil", rsa, "reveil-ed", rsa))
        .hasMessageContaining("is no ed25519 key in PKCS#8");
  }

  @ParameterizedTest
  @CsvSource({"Example.org", "example", "example.org.", "a@example.org", "exämple.org"})
  void theDomainIsWrittenAsInTheDns(String domain) {
    String rsa = DkimFiles.rsa(folder.resolve("rsa.pem"), 2048).toString();

    assertThatThrownBy(() -> new DkimConfig(domain, "reveil", rsa, "", ""))
        .hasMessageStartingWith("reveil.dkim.domain (REVEIL_DKIM_DOMAIN): ");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, true",
    "lettre.example.org, true",
    "org, true",
    "notexample.org, false",
    "example.com, false",
    "example.org.evil.example, false"
  })
  void itVouchesForSendersOfOneDomainWithIt(String sender, boolean vouches) {
    String rsa = DkimFiles.rsa(folder.resolve("rsa.pem"), 2048).toString();

    assertThat(signingBy(rsa).vouchesFor(sender)).isEqualTo(vouches);
  }

  /** (RFC 6376 §3.6.2.2) */
  @Test
  void theRecordsAreThoseOfAZoneFile() {
    String rsa = DkimFiles.rsa(folder.resolve("rsa.pem"), 2048).toString();
    String ed = DkimFiles.ed25519(folder.resolve("ed.pem")).toString();

    assertThat(new DkimConfig("example.org", "reveil", rsa, "reveil-ed", ed).records())
        .satisfiesExactly(
            first -> assertThat(first)
                .matches(
                    "reveil\\._domainkey\\.example\\.org\\. IN TXT \"v=DKIM1; k=rsa; p=MII[A-Za-z0-9+/]{234}\" \"[A-Za-z0-9+/]{155}\""),
            second -> assertThat(second)
                .matches(
                    "reveil-ed\\._domainkey\\.example\\.org\\. IN TXT \"v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=\""));
  }

  private static DkimConfig signingBy(String key) {
    return new DkimConfig("example.org", "reveil", key, "", "");
  }
}
