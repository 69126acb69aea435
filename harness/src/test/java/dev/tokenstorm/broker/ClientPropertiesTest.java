package dev.tokenstorm.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.KafkaTopic;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientPropertiesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static ClientProperties of(Optional<Path> file) {
    KafkaTopic topic = new KafkaTopic(List.of(new HostPort("10.0.0.5", 9092)), "tokens");
    return ClientProperties.of(new HandoverPlan(topic, "group", file, false, Optional.empty()));
  }

  private ClientProperties file(String text) throws IOException {
    return of(Optional.of(Files.writeString(folder.resolve("client.properties"), text)));
  }

  @Test
  void aClientGetsWhatTheFileSaysThenWhatIsItsOwn() throws IOException {
    ClientProperties properties = file("# mine\nsecurity.protocol = SASL_SSL\nlinger.ms: 7\n");
    assertThat(properties.with(Map.of("client.id", "x", "linger.ms", 1)))
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("linger.ms", 1),
            Map.entry("client.id", "x"),
            Map.entry("bootstrap.servers", "10.0.0.5:9092"));
    assertThat(properties.securityProtocol()).isEqualTo("SASL_SSL");
  }

  @Test
  void withoutAFileBrokersAreSpokenToInTheClear() {
    assertThat(of(Optional.empty()).securityProtocol()).isEqualTo("PLAINTEXT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bootstrap.servers", "group.id", "share.acknowledgement.mode", "acks"})
  void whatThisProgramSetsIsRefused(String key) {
    assertThatThrownBy(() -> file(key + "=secret"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--kafka-config ")
        .hasMessageContaining("must not set " + key)
        .hasMessageEndingWith("; leave it out.")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNoneOfPropertiesIsRefusedInOneSentence() throws IOException {
    assertThatThrownBy(() -> of(Optional.of(folder.resolve("missing"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("missing does not exist; name a file");
    assertThatThrownBy(() -> of(Optional.of(folder)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" is a folder; name a file");
    assertThatThrownBy(() -> file("a=\\u12 secret"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("four hexadecimal digits")
        .hasMessageNotContaining("secret");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> of(Optional.of(binary))).isInstanceOf(UsageException.class);
    Path large = Files.writeString(folder.resolve("large"), "#".repeat(70_000));
    assertThatThrownBy(() -> of(Optional.of(large)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("at most 64 KiB");
  }

  @Test
  void noValueIsEverSaid() throws IOException {
    String secrets =
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.example.NoSuchModule required user="alice" password="correct-horse";
        ssl.keystore.password=battery-staple
        """;
    ClientProperties properties = file(secrets);
    assertThat(properties.toString()).doesNotContain("alice", "correct-horse", "battery-staple");
    assertThatThrownBy(() -> BrokerClient.of(properties))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has properties that Kafka's client refuses")
        .hasMessageNotContainingAny("alice", "correct-horse", "battery-staple");
  }

  @Test
  void aPieceOfAValueIsMaskedToo() throws IOException {
    ClientProperties properties = file("sasl.jaas.config=x.Y required password=\"tr0ub4dor\";");
    assertThat(properties.masked("Value tr0ub4dor not understood by x.Y"))
        .isEqualTo("Value … not understood by …");
  }

  @Test
  void aValueThatIsNoneIsRefusedByItsName() throws IOException {
    ClientProperties properties = file("security.protocol=carrier-pigeon");
    assertThatThrownBy(() -> BrokerClient.of(properties))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("security.protocol")
        .hasMessageNotContaining("carrier-pigeon");
    byte[] bytes = "sasl.mechanism=PLAIN".getBytes(StandardCharsets.ISO_8859_1);
    Path plain = Files.write(folder.resolve("plain"), bytes);
    assertThat(of(Optional.of(plain)).with(Map.of())).containsEntry("sasl.mechanism", "PLAIN");
  }
}
