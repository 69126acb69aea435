package dev.tokenstorm.handover;

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
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordSealTest {
  private static final byte[] VALUE = "a record".getBytes(StandardCharsets.UTF_8);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static RecordSeal seal(Optional<Path> key) {
    return RecordSeal.of(
        new HandoverPlan(
            new KafkaTopic(List.of(new HostPort("h", 1)), "tokens"),
            "g",
            Optional.empty(),
            false,
            key));
  }

  private RecordSeal seal(String key) throws IOException {
    return seal(Optional.of(Files.writeString(folder.resolve(key), key)));
  }

  /** A record as it arrives, with the headers of another. */
  private static ConsumerRecord<byte[], byte[]> arrived(
      ProducerRecord<byte[], byte[]> sent, String topic, byte[] value) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, 0, null, value);
    sent.headers().forEach(header -> record.headers().add(header));
    return record;
  }

  @Test
  void onlyWhoHasTheKeyWritesARecordThatHolds() throws IOException {
    RecordSeal ours = seal("a key of both sides");
    ProducerRecord<byte[], byte[]> sent = ours.sealed(new ProducerRecord<>("tokens", VALUE));

    assertThat(ours.holds(arrived(sent, "tokens", VALUE))).isTrue();
    assertThat(ours.holds(arrived(sent, "tokens-outcomes", VALUE))).isFalse();
    assertThat(ours.holds(arrived(sent, "tokens", "another".getBytes(StandardCharsets.UTF_8))))
        .isFalse();
    assertThat(seal("a key of others at least").holds(arrived(sent, "tokens", VALUE))).isFalse();
    assertThat(ours.holds(new ConsumerRecord<>("tokens", 0, 0, null, VALUE))).isFalse();
  }

  @Test
  void withoutAKeyAllRecordsHold() {
    RecordSeal none = seal(Optional.empty());
    ProducerRecord<byte[], byte[]> sent = none.sealed(new ProducerRecord<>("tokens", VALUE));
    assertThat(sent.headers()).isEmpty();
    assertThat(none.holds(new ConsumerRecord<>("tokens", 0, 0, null, VALUE))).isTrue();
  }

  @Test
  void aFileThatIsNoKeyIsRefusedInOneSentence() {
    assertThatThrownBy(() -> seal("short"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("must be a file of 16 to 4096 bytes");
    assertThatThrownBy(() -> seal(Optional.of(folder.resolve("missing"))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--tokens-key-file ");
  }
}
