package dev.tokenstorm.plan;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How tokens get to completers in other processes, and their outcomes back.
 *
 * @param tokens where tokens are sent
 * @param group the share group whose members are the completers
 * @param config a file of further properties of Kafka's clients, such as those of SASL and TLS
 * @param create whether the run makes topics and group, and removes what it made
 * @param key a file with the key that both sides have, by which forged records are told
 */
public record HandoverPlan(
    KafkaTopic tokens, String group, Optional<Path> config, boolean create, Optional<Path> key) {
  private static final String OUTCOMES = "-outcomes";

  /** The topic on which outcomes come back. */
  public String outcomes() {
    return tokens.name() + OUTCOMES;
  }
}
