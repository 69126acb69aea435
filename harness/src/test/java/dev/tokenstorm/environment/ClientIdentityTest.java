package dev.tokenstorm.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates as openssl writes them, right and wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientIdentityTest {
  private static final String CERTIFICATE = "TEMPORAL_TLS_CLIENT_CERT_PATH";
  private static final String KEY = "TEMPORAL_TLS_CLIENT_KEY_PATH";

  private TestPki pki;

  @BeforeAll
  void makeKeys(@TempDir Path folder) {
    pki = new TestPki(folder);
    pki.key("rsa.key", "RSA");
    pki.certificate("rsa.pem", "rsa.key", "");
    pki.openssl("pkey -in rsa.key -traditional -out rsa.pkcs1.key");
    pki.openssl("pkey -in rsa.key -traditional -aes128 -passout pass:x -out rsa.locked.key");
    pki.openssl("pkcs8 -topk8 -in rsa.key -passout pass:x -out rsa.locked.pkcs8.key");
    pki.openssl("pkey -in rsa.key -outform DER -out rsa.der");
    pki.openssl("pkey -in rsa.key -pubout -out rsa.public");
    pki.openssl("x509 -in rsa.pem -outform DER -out rsa.certificate.der");
    pki.openssl("pkcs12 -export -in rsa.pem -inkey rsa.key -passout pass:x -out rsa.p12");
    pki.key("ec.key", "EC");
    pki.certificate("ec.pem", "ec.key", "");
    pki.openssl("pkey -in ec.key -traditional -out ec.sec1.key");
    pki.key("ed25519.key", "ED25519");
    pki.certificate("ed25519.pem", "ed25519.key", "");
    pki.write("chain.pem", pki.read("rsa.pem") + pki.read("ca.pem"));
    pki.write("backwards.pem", pki.read("ca.pem") + pki.read("rsa.pem"));
    pki.write("crlf.key", pki.read("rsa.pkcs1.key").replace("\n", "\r\n"));
    pki.write("text.key", "key of rsa\n" + pki.read("rsa.key"));
    pki.write("empty", "");
    pki.write("prose", "no key\n");
    pki.write("cut.key", pki.read("rsa.key").replaceFirst("\n.{64}\n", "\n"));
    pki.write("half.key", pki.read("rsa.key").substring(0, 600));
    pki.write("half.pem", pki.read("rsa.pem").substring(0, 600));
    pki.write("both", pki.read("rsa.pem") + pki.read("half.key"));
    pki.write("unlike.key", pki.read("rsa.key").replace("END PRIVATE", "END RSA PRIVATE"));
    pki.write(
        "dashes.pem", pki.read("rsa.pem").replace("END CERTIFICATE-----", "END CERTIFICATE-"));
    pki.write("openssh.key", block("OPENSSH PRIVATE KEY"));
    pki.write("broken.pem", block("CERTIFICATE"));
  }

  private static String block(String label) {
    return "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n";
  }

  private static Optional<ClientIdentity> read(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    ProfileValues values = new ProfileValues();
    EnvironmentVariables.apply(environment, values);
    return ClientIdentity.of(values);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, rsa.key, RSA",
    "rsa.pem, rsa.pkcs1.key, RSA",
    "rsa.pem, crlf.key, RSA",
    "rsa.pem, text.key, RSA",
    "chain.pem, rsa.key, RSA",
    "ec.pem, ec.key, EC",
    "ec.pem, ec.sec1.key, EC"
  })
  void aKeyIsReadInEachFormInWhichOpensslWritesIt(
      String certificate, String key, String algorithm) {
    ClientIdentity identity =
        read(CERTIFICATE, pki.path(certificate), KEY, pki.path(key)).orElseThrow();
    assertThat(identity.key().getAlgorithm()).isEqualTo(algorithm);
    assertThat(identity.chain()).hasSize(certificate.equals("chain.pem") ? 2 : 1);
  }

  @Test
  void aKeyIsTakenInlineAsWell() {
    assertThat(
            read(
                "TEMPORAL_TLS_CLIENT_CERT_DATA",
                pki.read("ec.pem"),
                "TEMPORAL_TLS_CLIENT_KEY_DATA",
                pki.read("ec.sec1.key")))
        .isPresent();
    assertThat(
            read("TEMPORAL_TLS_CERT", pki.path("ec.pem"), "TEMPORAL_TLS_KEY", pki.path("ec.key")))
        .isPresent();
  }

  /** Each row: certificate, key, what the one sentence says, and the way out in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rsa.pem | rsa.locked.key | KEY is an encrypted private key | openssl pkey -in KEY -out",
        "rsa.pem | rsa.locked.pkcs8.key | KEY is an encrypted private | openssl pkey -in KEY -out",
        "rsa.key | rsa.pem | CERT is a private key, and | swap the two.",
        "rsa.pem | rsa.pem | KEY is a certificate where | name the private key that belongs",
        "rsa.key | rsa.key | CERT is a private key where | name the certificate",
        "rsa.pem | ec.key | KEY is a private key that does not | openssl pkey -pubout -in KEY",
        "ec.pem | ed25519.key | KEY is a private key that does not | x509 -noout -pubkey -in CERT",
        "backwards.pem | rsa.key | CERT does not begin with | put the client's own certificate"
            + " before",
        "rsa.pem | rsa.der | KEY is in DER | openssl pkey -inform DER -in KEY -out client.key.",
        "rsa.certificate.der | rsa.key | CERT is in DER | openssl x509 -inform DER -in CERT -out",
        "rsa.pem | rsa.p12 | KEY is a PKCS#12 store | openssl pkcs12 -nocerts -nodes -in KEY -out",
        "rsa.p12 | rsa.key | CERT is a PKCS#12 store | openssl pkcs12 -nokeys -in CERT -out",
        "rsa.pem | rsa.public | KEY is no key or certificate but | name the private key",
        "rsa.pem | openssh.key | KEY is a private key in OpenSSH's | ssh-keygen -p -m PKCS8 -f"
            + " KEY.",
        "rsa.pem | cut.key | KEY begins as PRIVATE KEY but | openssl pkey -noout -text -in KEY.",
        "rsa.pem | half.key | KEY breaks off before its line -----END | name a whole private key.",
        "half.pem | rsa.key | CERT breaks off before its line -----END | name a whole certificate.",
        "rsa.pem | both | KEY breaks off before its line -----END | name a whole private key.",
        "rsa.pem | unlike.key | KEY has a line -----END that does not fit | name a whole private",
        "dashes.pem | rsa.key | CERT has a line -----END that does not fit | name a whole cert",
        "ed25519.pem | ed25519.key | KEY is an Ed25519 key, which TLS cannot use | RSA or EC key.",
        "broken.pem | rsa.key | CERT has a broken certificate | openssl x509 -noout -text -in"
            + " CERT.",
        "rsa.pem | empty | KEY is empty | name a private key in PEM.",
        "prose | rsa.key | CERT is no certificate in PEM | begins with -----BEGIN.",
        "rsa.pem | missing | KEY does not exist | does not exist.",
        "missing | rsa.key | CERT does not exist | does not exist."
      })
  void whatCannotBeUsedIsNamedWithWhatItIsAndTheWayOut(
      String certificate, String key, String said, String wayOut) {
    String certificatePath = pki.path(certificate);
    String keyPath = pki.path(key);
    String subject =
        said.startsWith("KEY")
            ? KEY + " names " + keyPath + ", which" + said.substring("KEY".length())
            : CERTIFICATE
                + " names "
                + certificatePath
                + ", which"
                + said.substring("CERT".length());
    assertThatThrownBy(() -> read(CERTIFICATE, certificatePath, KEY, keyPath))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(subject)
        .hasMessageContaining(wayOut.replace("KEY", keyPath).replace("CERT", certificatePath))
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("\n");
  }

  @Test
  void oneOfThePairAloneIsRefused() {
    assertThatThrownBy(() -> read(CERTIFICATE, pki.path("rsa.pem")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the private key is missing; give TEMPORAL_TLS_CLIENT_KEY_PATH");
    assertThatThrownBy(() -> read(KEY, pki.path("rsa.key")))
        .hasMessageContaining("the certificate is missing; give TEMPORAL_TLS_CLIENT_CERT_PATH");
    assertThatThrownBy(
            () ->
                read(
                    CERTIFICATE,
                    pki.path("rsa.pem"),
                    "TEMPORAL_TLS_CLIENT_CERT_DATA",
                    "x",
                    KEY,
                    "k"))
        .hasMessageContaining("exclude each other");
    assertThat(read()).isEmpty();
  }

  @Test
  void nothingPrintsAKey() {
    ClientIdentity identity =
        read(CERTIFICATE, pki.path("rsa.pem"), KEY, pki.path("rsa.key")).orElseThrow();
    assertThat(identity).hasToString("identity of CN=rsa.key");
    assertThat(new ProfileValue("s3cret", "TEMPORAL_API_KEY").toString()).doesNotContain("s3cret");
    assertThat(PemSource.inline(new ProfileValue("s3cret", "KEY"), "k").toString())
        .doesNotContain("s3cret");
  }
}
