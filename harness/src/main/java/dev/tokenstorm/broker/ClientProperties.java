package dev.tokenstorm.broker;

import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of Kafka's clients: the brokers of {@code --tokens}, what the file of {@code
 * --kafka-config} says, and what this program sets. Values of the file may be secrets, so none is
 * ever printed. Immutable.
 */
public final class ClientProperties {
  private static final String FLAG = "--kafka-config";
  private static final int MOST_BYTES = 1 << 16;

  /** A piece of a value this short says nothing, and would mask words of every sentence. */
  private static final int SHORTEST_SECRET = 3;

  private static final Map<String, String> FLAGS =
      Map.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          "--tokens",
          CommonClientConfigs.GROUP_ID_CONFIG,
          "--kafka-group");

  /** What a hand-over relies on. */
  private static final Set<String> FIXED =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG);

  private final String brokers;
  private final Optional<Path> file;
  private final Map<String, String> given;

  private ClientProperties(String brokers, Optional<Path> file, Map<String, String> given) {
    this.brokers = brokers;
    this.file = file;
    this.given = given;
  }

  /**
   * Reads them.
   *
   * @throws UsageException if the file cannot be read, is none of properties, or has one that this
   *     program sets
   */
  public static ClientProperties of(HandoverPlan plan) {
    return new ClientProperties(
        plan.tokens().bootstrapServers(),
        plan.config(),
        plan.config().map(ClientProperties::read).orElse(Map.of()));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(BoundedFile.text(file, MOST_BYTES)));
    } catch (IOException unreadable) {
      throw new UsageException(
          "%s %s %s; name a file of properties of at most 64 KiB in UTF-8."
              .formatted(FLAG, file, state(file)));
    } catch (IllegalArgumentException malformed) {
      // Its message quotes the file.
      throw new UsageException(
          "%s %s has a \\u that four hexadecimal digits do not follow; write \\\\ for a backslash."
              .formatted(FLAG, file));
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (FLAGS.containsKey(key)) {
        throw new UsageException(
            "%s %s must not set %s, which %s gives; leave it out."
                .formatted(FLAG, file, key, FLAGS.get(key)));
      }
      if (FIXED.contains(key)) {
        throw new UsageException(
            "%s %s must not set %s, which a hand-over relies on; leave it out."
                .formatted(FLAG, file, key));
      }
      given.put(key, properties.getProperty(key));
    }
    return given;
  }

  private static String state(Path file) {
    if (Files.isDirectory(file)) {
      return "is a folder";
    }
    return Files.exists(file) ? "cannot be read" : "does not exist";
  }

  /**
   * Returns the properties of one client.
   *
   * @param own what this program sets; it goes before what the file says
   */
  public Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>(given);
    all.putAll(own);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return all;
  }

  /** The brokers, for people. */
  public String brokers() {
    return brokers;
  }

  /** How clients and brokers talk, such as {@code SASL_SSL}. */
  public String securityProtocol() {
    return given.getOrDefault(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
  }

  /**
   * What a client says when it refuses its properties. Its words may quote values, which are left
   * out.
   */
  public UsageException refused(String words) {
    if (file.isEmpty()) {
      return new UsageException(
          "--tokens names brokers that Kafka's client refuses: %s.".formatted(unpunctuated(words)));
    }
    return new UsageException(
        "%s %s has properties that Kafka's client refuses: %s."
            .formatted(FLAG, file.get(), unpunctuated(masked(words))));
  }

  private static String unpunctuated(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  /** Returns words without the file's values and their pieces. */
  String masked(String words) {
    List<String> secrets =
        given.values().stream()
            .flatMap(
                value -> Stream.concat(Stream.of(value), Arrays.stream(value.split("[\\s\"'=;,]+"))))
            .filter(piece -> piece.length() >= SHORTEST_SECRET)
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    String masked = words;
    for (String secret : secrets) {
      masked = masked.replace(secret, "…");
    }
    return masked;
  }

  /** Says no value. */
  @Override
  public String toString() {
    return brokers + given.keySet();
  }
}
