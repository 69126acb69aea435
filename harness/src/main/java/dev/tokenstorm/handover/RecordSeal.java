package dev.tokenstorm.handover;

import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Shows that a record was written by somebody who has the key: its header {@value #HEADER} is
 * HMAC-SHA256 (RFC 2104) of the topic's name, a zero and the value. A topic is named so that a
 * token cannot pass for an outcome. Without a key all records hold. Thread-safe.
 */
final class RecordSeal {
  static final String HEADER = "hmac";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FEWEST_BYTES = 16;
  private static final int MOST_BYTES = 4_096;

  private final Optional<SecretKeySpec> key;

  private RecordSeal(Optional<SecretKeySpec> key) {
    this.key = key;
  }

  /**
   * The seal of a hand-over.
   *
   * @throws UsageException when its file cannot be a key
   */
  static RecordSeal of(HandoverPlan plan) {
    return new RecordSeal(plan.key().map(RecordSeal::read));
  }

  private static SecretKeySpec read(Path file) {
    try {
      byte[] bytes = BoundedFile.bytes(file, MOST_BYTES);
      if (bytes.length >= FEWEST_BYTES) {
        return new SecretKeySpec(bytes, ALGORITHM);
      }
    } catch (IOException e) {
      // The sentence below says what a key file is.
    }
    throw new UsageException(
        "--tokens-key-file %s must be a file of %d to %d bytes that can be read; such a key is made by head -c 32 /dev/urandom."
            .formatted(file, FEWEST_BYTES, MOST_BYTES));
  }

  /** A record with its seal. */
  ProducerRecord<byte[], byte[]> sealed(ProducerRecord<byte[], byte[]> record) {
    key.ifPresent(
        secret -> record.headers().add(HEADER, code(secret, record.topic(), record.value())));
    return record;
  }

  /** Whether a record has its seal, or needs none. */
  boolean holds(ConsumerRecord<byte[], byte[]> record) {
    if (key.isEmpty()) {
      return true;
    }
    Header header = record.headers().lastHeader(HEADER);
    return header != null
        && header.value() != null
        && record.value() != null
        && record.value().length <= RecordJson.MOST_BYTES
        && MessageDigest.isEqual(header.value(), code(key.get(), record.topic(), record.value()));
  }

  private static byte[] code(SecretKeySpec secret, String topic, byte[] value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(topic.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
