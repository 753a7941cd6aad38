package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.reveil.kernel.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that cannot work is refused by its name before anything is written (design section 11). */
class SettingsTest {
  @TempDir
  Path folder;

  private Path home() {
    return folder.resolve("home");
  }

  /** Starts as {@code serve} does, and says why it was refused. */
  private String refusal(ApplicationContextBuilder configured) {
    try (ApplicationContext context = configured.build()) {
      Throwable refused = catchThrowable(() -> Server.start(context));

      assertThat(refused).isInstanceOf(Fault.class);
      assertThat(home()).doesNotExist();
      return Server.sentence(refused);
    }
  }

  private ApplicationContextBuilder arguments(String... settings) {
    String[] all = new String[settings.length + 1];
    all[0] = "-reveil.home=" + home();
    for (int i = 0; i < settings.length; i++) {
      all[i + 1] = "-" + settings[i];
    }
    return Server.context(folder.resolve("none.yml"), all);
  }

  private ApplicationContextBuilder file(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("application.yml"), yaml);
    return Server.context(file, "-reveil.home=" + home());
  }

  private ApplicationContextBuilder environment(String variable, String value) {
    return arguments().propertySources(variables(Map.of(variable, value)));
  }

  private static PropertySource variables(Map<String, Object> variables) {
    return PropertySource.of(
        "variables",
        variables,
        PropertyConvention.ENVIRONMENT_VARIABLE,
        PropertySource.Origin.of("the test"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      reveil.port=99999              | reveil.port (REVEIL_PORT): 99999 does not lie between 1 and 65535.
      reveil.port=0                  | reveil.port (REVEIL_PORT): 0 does not lie between 1 and 65535.
      reveil.port=abc                | reveil.port (REVEIL_PORT): “abc” is not understood; write it as in 8080.
      reveil.port=                   | reveil.port (REVEIL_PORT): it is empty; write it as in 8080.
      reveil.host=                   | reveil.host (REVEIL_HOST): name an address of this machine
      reveil.host=203.0.113.7        | reveil.host (REVEIL_HOST): name an address of this machine
      reveil.base-url=http://a b     | reveil.base-url (REVEIL_BASE_URL): “http://a b” is not understood
      reveil.base-url=https://x.example/path?q=1 | reveil.base-url (REVEIL_BASE_URL): it must be a plain address
      reveil.zone=Mars               | reveil.zone (REVEIL_ZONE): “Mars” is not understood; write it as in Europe/Paris.
      reveil.clock=noon              | reveil.clock (REVEIL_CLOCK): it must be an instant such as 2026-11-21T12:00:00Z.
      reveil.files=/no/such/folder   | reveil.files (REVEIL_FILES): /no/such/folder is not a folder
      reveil.files=${reveil.nothing} | reveil.files (REVEIL_FILES): the ${…} in it names no setting.
      reveil.db.url=jdbc:h2:mem:x    | reveil.db.url (REVEIL_DB_URL): a database in memory forgets all consents
      reveil.db.url=jdbc:postgresql://db/x | reveil.db.url (REVEIL_DB_URL): write jdbc:mariadb://127.0.0.1:3306/reveil
      reveil.db.allow-unsafe-flush=maybe | reveil.db.allow-unsafe-flush (REVEIL_DB_ALLOW_UNSAFE_FLUSH): “maybe” is not understood; write it as in false.
      reveil.job.enabled=fasle       | reveil.job.enabled (REVEIL_JOB_ENABLED): “fasle” is not understood; write it as in true.
      reveil.job.haste=0             | reveil.job.haste (REVEIL_JOB_HASTE): 0 does not lie between 1 and 1000.
      reveil.job.patience-seconds=-1 | reveil.job.patience-seconds (REVEIL_JOB_PATIENCE_SECONDS): -1 does not lie
      reveil.smtp.host=              | reveil.smtp.host (REVEIL_SMTP_HOST): give the relay's name or IP address alone
      reveil.smtp.host=relay:587     | reveil.smtp.host (REVEIL_SMTP_HOST): give the relay's name or IP address alone
      reveil.smtp.port=x             | reveil.smtp.port (REVEIL_SMTP_PORT): “x” is not understood; write it as in 25.
      reveil.smtp.starttls=ture      | reveil.smtp.starttls (REVEIL_SMTP_STARTTLS): “ture” is not understood
      reveil.smtp.user=me,reveil.smtp.password=x,reveil.smtp.host=relay.example | reveil.smtp.starttls (REVEIL_SMTP_STARTTLS): with reveil.smtp.user the password would go to relay.example in clear: set it to true (A55).
      reveil.smtp.timeout=0s         | reveil.smtp.timeout (REVEIL_SMTP_TIMEOUT): PT0S does not lie between
      reveil.smtp.user=me            | reveil.smtp.user (REVEIL_SMTP_USER): reveil.smtp.user and reveil.smtp.password
      reveil.web.posts-per-minute=0  | reveil.web.posts-per-minute (REVEIL_WEB_POSTS_PER_MINUTE): 0 does not lie
      reveil.web.trusted-proxies=proxy.example | reveil.web.trusted-proxies (REVEIL_WEB_TRUSTED_PROXIES): “proxy.example” is not an IP address
      reveil.dkim.domain=example.org | reveil.dkim.selector (REVEIL_DKIM_SELECTOR): give the name of the key in the DNS
      reveil.dkim.selector=reveil    | reveil.dkim.domain (REVEIL_DKIM_DOMAIN): give the domain that signs
      reveil.dkim.domain=example.org,reveil.dkim.selector=reveil | reveil.dkim.key (REVEIL_DKIM_KEY): give the file of an RSA key: openssl genpkey -algorithm RSA
      reveil.dkim.domain=example.org,reveil.dkim.selector=reveil,reveil.dkim.key=/no/such | reveil.dkim.key (REVEIL_DKIM_KEY): /no/such cannot be read by this user
      reveil.delivery.lanes=0        | reveil.delivery.lanes (REVEIL_DELIVERY_LANES): 0 does not lie between 1 and 64.
      reveil.delivery.lanes=-3       | reveil.delivery.lanes (REVEIL_DELIVERY_LANES): -3 does not lie between 1 and 64.
      reveil.delivery.lanes=10000    | reveil.delivery.lanes (REVEIL_DELIVERY_LANES): 10000 does not lie between 1 and 64.
      reveil.delivery.lease=soon     | reveil.delivery.lease (REVEIL_DELIVERY_LEASE): “soon” is not understood; write it as in 30s.
      reveil.delivery.retry=         | reveil.delivery.retry (REVEIL_DELIVERY_RETRY): it is empty; write it as in [5m, 30m, 1h, 2h, 4h, 8h].
      reveil.delivery.retry=5m,soon  | reveil.delivery.retry (REVEIL_DELIVERY_RETRY): “5m,soon” is not understood
      reveil.delivery.give-up=1m     | reveil.delivery.give-up (REVEIL_DELIVERY_GIVE_UP): PT1M does not lie between PT5M and
      reveil.delivery.bounce-domain=b@Bounce.example | reveil.delivery.bounce-domain (REVEIL_DELIVERY_BOUNCE_DOMAIN): give a domain in lower case
      reveil.delivery.providers.google=GMail | reveil.delivery.providers.google (REVEIL_DELIVERY_PROVIDERS_GOOGLE): give domains in lower case
      reveil.delivery.pace.default=fast | reveil.delivery.pace.default (REVEIL_DELIVERY_PACE_DEFAULT): “fast” is not a rate such as 200/s
      reveil.delivery.pace.gogle=5/s | reveil.delivery.pace.gogle (REVEIL_DELIVERY_PACE_GOGLE): there is no such group; it is one of apple
      reveil.inbound.imap.host=imap:993 x | reveil.inbound.imap.host (REVEIL_INBOUND_IMAP_HOST): give the server's name
      reveil.inbound.imap.port=0     | reveil.inbound.imap.port (REVEIL_INBOUND_IMAP_PORT): 0 does not lie between 1 and 65535.
      reveil.inbound.imap.encryption=ssl | reveil.inbound.imap.encryption (REVEIL_INBOUND_IMAP_ENCRYPTION): write tls, starttls or none.
      reveil.inbound.imap.host=imap.example,reveil.inbound.imap.user=me,reveil.inbound.imap.password=x,reveil.inbound.imap.encryption=none | reveil.inbound.imap.encryption (REVEIL_INBOUND_IMAP_ENCRYPTION): password and mails would go to imap.example in clear
      reveil.inbound.imap.host=imap.example,reveil.inbound.imap.user=me | reveil.inbound.imap.password (REVEIL_INBOUND_IMAP_PASSWORD): give the password
      reveil.inbound.imap.host=imap.example,reveil.inbound.imap.password=x | reveil.inbound.imap.user (REVEIL_INBOUND_IMAP_USER): give the name
      reveil.inbound.imap.password-file=/no/such | reveil.inbound.imap.password-file (REVEIL_INBOUND_IMAP_PASSWORD_FILE): /no/such cannot be read
      reveil.inbound.imap.done=INBOX | reveil.inbound.imap.done (REVEIL_INBOUND_IMAP_DONE): name another folder
      reveil.inbound.imap.review=INBOX | reveil.inbound.imap.review (REVEIL_INBOUND_IMAP_REVIEW): name another folder
      reveil.inbound.imap.folder=    | reveil.inbound.imap.folder (REVEIL_INBOUND_IMAP_FOLDER): name a folder
      reveil.inbound.imap.poll=0s    | reveil.inbound.imap.poll (REVEIL_INBOUND_IMAP_POLL): PT0S does not lie between
      reveil.inbound.hook.secrets=whsec_c2hvcnQ= | reveil.inbound.hook.secrets (REVEIL_INBOUND_HOOK_SECRETS): give one or two secrets
      reveil.inbound.hook.secrets=file:/no/such | reveil.inbound.hook.secrets (REVEIL_INBOUND_HOOK_SECRETS): give one or two secrets
      reveil.inbound.hook.ses-topic=feedback | reveil.inbound.hook.ses-topic (REVEIL_INBOUND_HOOK_SES_TOPIC): give the ARN of the topic
      reveil.inbound.hook.brevo-tokens=short | reveil.inbound.hook.brevo-tokens (REVEIL_INBOUND_HOOK_BREVO_TOKENS): give one or two tokens
      reveil.guard.least=0           | reveil.guard.least (REVEIL_GUARD_LEAST): 0 does not lie between 1 and
      reveil.guard.share=5           | reveil.guard.share (REVEIL_GUARD_SHARE): give a share from 1% to 99%, as in 5%.
      reveil.guard.settle=soon       | reveil.guard.settle (REVEIL_GUARD_SETTLE): “soon” is not understood; write it as in PT15M.
      reveil.guard.settle=PT1S       | reveil.guard.settle (REVEIL_GUARD_SETTLE): PT1S does not lie between PT1M and
      reveil.basis.customer-countries=France | reveil.basis.customer-countries (REVEIL_BASIS_CUSTOMER_COUNTRIES): “France” is no country of ISO 3166
      reveil.activity.exposure=0     | reveil.activity.exposure (REVEIL_ACTIVITY_EXPOSURE): 0 does not lie
      reveil.activity.cooling=P200D  | reveil.activity.inactive (REVEIL_ACTIVITY_INACTIVE): count it in days, more than 200
      reveil.activity.expiring=P9999D | reveil.activity.expiring (REVEIL_ACTIVITY_EXPIRING): it must be shorter
      reveil.activity.retention=P5Y  | reveil.activity.retention (REVEIL_ACTIVITY_RETENTION): more than 36 months must be justified
      reveil.seal.every=0s           | reveil.seal.every (REVEIL_SEAL_EVERY): PT0S does not lie between
      reveil.seal.witness=/proc      | reveil.seal.witness (REVEIL_SEAL_WITNESS): /proc cannot be written by this user; name a file in a folder that can.
      reveil.seal.witness=/proc/version/x | reveil.seal.witness (REVEIL_SEAL_WITNESS): /proc/version/x cannot be written
      reveil.intake.max-bytes=0      | reveil.intake.max-bytes (REVEIL_INTAKE_MAX_BYTES): 0 does not lie
      reveil.intake.max-bytes=10GB   | reveil.intake.max-bytes (REVEIL_INTAKE_MAX_BYTES): “10GB” is not understood; write it as in 2147483648.
      reveil.spool.max-bytes=1000    | reveil.spool.max-bytes (REVEIL_SPOOL_MAX_BYTES): 1000 does not lie between 1048576 and
      reveil.subscription.confirm-within=P31D | reveil.subscription.confirm-within (REVEIL_SUBSCRIPTION_CONFIRM_WITHIN): it must lie
      reveil.subscription.crowd=0    | reveil.subscription.crowd (REVEIL_SUBSCRIPTION_CROWD): 0 does not lie between 1 and 1000000.
      reveil.subscription.crowd-within=PT1H | reveil.subscription.crowd-within (REVEIL_SUBSCRIPTION_CROWD_WITHIN): PT1H does not lie
      reveil.report.attribution=-P1D | reveil.report.attribution (REVEIL_REPORT_ATTRIBUTION): “-P1D” is not understood; write it as in P30D.
      reveil.report.attribution=P0D | reveil.report.attribution (REVEIL_REPORT_ATTRIBUTION): P0D is not a period
      """)
  void aValueThatCannotWorkIsRefusedByItsNameBeforeAnythingIsWritten(
      String setting, String sentence) {
    assertThat(refusal(arguments(setting.split(",(?=reveil)")))).startsWith(sentence);
  }

  @Test
  void aPortThatIsTakenIsRefusedByItsNameBeforeAnythingIsWritten() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(refusal(arguments("reveil.port=" + port)))
          .isEqualTo("reveil.port (REVEIL_PORT): nothing can listen at 127.0.0.1:" + port
              + " (Address already in use): stop the program that does, such as another ./reveil serve,"
              + " or name another port.");
    }
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(refusal(
            arguments("reveil.port=abc", "reveil.delivery.lanes=0", "reveil.delivery.lease=0s")))
        .isEqualTo("""
            reveil.port (REVEIL_PORT): “abc” is not understood; write it as in 8080.
            reveil.delivery.lanes (REVEIL_DELIVERY_LANES): 0 does not lie between 1 and 64.
            reveil.delivery.lease (REVEIL_DELIVERY_LEASE): PT0S does not lie between PT1S and PT1H.""");
  }

  @Test
  void aMovedClockIsForTrialsOnly() {
    String clock = "reveil.clock=2026-11-21T12:00:00Z";
    String sentence = "reveil.clock (REVEIL_CLOCK): it is for trials: take it away";

    assertThat(refusal(arguments(clock, "reveil.base-url=https://x.example"))).startsWith(sentence);
    assertThat(refusal(arguments(clock, "reveil.smtp.host=relay.example"))).startsWith(sentence);
    try (ApplicationContext context =
        arguments(clock, "reveil.smtp.host=localhost").build()) {
      Settings.check(context);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      REVEIL_SMPT_HOST     | REVEIL_SMPT_HOST (in the environment): there is no such setting. Write REVEIL_SMTP_HOST, or take it away.
      REVEIL_BASEURL       | REVEIL_BASEURL (in the environment): there is no such setting. Write REVEIL_BASE_URL, or take it away.
      REVEIL_SERVICE_HOST  | REVEIL_SERVICE_HOST (in the environment): there is no such setting.
      REVEIL_COFFEE_MAKER_TEMPERATURE | REVEIL_COFFEE_MAKER_TEMPERATURE (in the environment): there is no such setting. Take it away; config/application.yml lists them all.
      REVEIL_DELIVERY_PACE | reveil.delivery.pace (REVEIL_DELIVERY_PACE): it is given by group, as in reveil.delivery.pace.google
      REVEIL_DELIVERY_PACE_LA_POSTE | reveil.delivery.pace (REVEIL_DELIVERY_PACE): it is given by group
      """)
  void aVariableThatNobodyReadsIsRefusedByItsName(String variable, String sentence) {
    assertThat(refusal(environment(variable, "9/s"))).startsWith(sentence);
  }

  /** The framework hands on a list in the environment, REVEIL_DELIVERY_RETRY_0, with its index in brackets. */
  @ParameterizedTest
  @CsvSource({
    "REVEIL_URL, http://127.0.0.1:9",
    "REVEIL_API_KEY, x",
    "REVEIL_DELIVERY_RETRY[0], 6m",
    "REVEIL_DELIVERY_PACE_GOOGLE, 9/s",
    "REVEIL_DB_PASSWORD, secret",
    "UNREVEIL_X, y"
  })
  void theVariablesOfOthersAndOfCommandsAreLeftAlone(String variable, String value) {
    try (ApplicationContext context = environment(variable, value).build()) {
      Settings.check(context);
    }
  }

  @Test
  void aPropertyInTheFileThatNobodyReadsIsRefusedByItsName() throws IOException {
    assertThat(refusal(file("""
        reveil:
          smtp:
          delivery:
            lane: 3
            retry: []
          web:
            trustedProxies: [10.0.0.1, proxy]
        """)))
        .isEqualTo("""
            reveil.delivery.lane (in FILE): there is no such setting. Write reveil.delivery.lanes, or take it away.
            reveil.delivery.retry (REVEIL_DELIVERY_RETRY): give one pause at least, as in 5m.
            reveil.web.trusted-proxies (REVEIL_WEB_TRUSTED_PROXIES): “proxy” is not an IP address; give each as in 127.0.0.1 or ::1.""".replace("FILE", folder.resolve("application.yml").toString()));
  }

  @Test
  void theFileWinsOverTheJarAndTheEnvironmentOverTheFile() throws IOException {
    var configured = file("""
        reveil:
          port: 9001
          delivery:
            lanes: 7
            retry: [1h]
        """).propertySources(variables(Map.of("REVEIL_DELIVERY_LANES", "8")));

    try (ApplicationContext context = configured.build()) {
      Settings.check(context);

      assertThat(context.getProperty("reveil.port", Integer.class)).hasValue(9001);
      assertThat(context.getProperty("reveil.base-url", String.class))
          .hasValue("http://127.0.0.1:9001");
      assertThat(context.getProperty("reveil.delivery.retry", String.class)).hasValue("1h");
      assertThat(context.getProperty("reveil.delivery.lanes", Integer.class)).hasValue(8);
      assertThat(context.getProperty("reveil.smtp.port", Integer.class)).hasValue(25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# port: 9000", "reveil:", "reveil:\n  delivery:\n    # lanes: 3"})
  void aFileThatSaysNothingChangesNothing(String yaml) throws IOException {
    try (ApplicationContext context = file(yaml).build()) {
      Settings.check(context);

      assertThat(context.getProperty("reveil.port", Integer.class)).hasValue(8080);
    }
  }

  @Test
  void aFileThatIsNoYamlIsRefusedByItsName() {
    assertThatThrownBy(() -> file("reveil: [1"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(
            folder.resolve("application.yml") + ", line 1, column 11: not valid YAML");
  }
}
