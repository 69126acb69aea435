package dev.tokenstorm.settings;

import dev.tokenstorm.plan.KafkaTopic;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code kafka:HOST:PORT/TOPIC}, with as many brokers as wanted, separated by commas. */
final class KafkaTopicNotation implements Notation<KafkaTopic> {
  private static final String SCHEME = "kafka:";
  private static final String FORM =
      "must be kafka:HOST:PORT/TOPIC, such as kafka:10.0.0.5:9092/tokens";
  private static final int MOST_BROKERS = 100;

  /** Kafka's own rule, less what the name of the topic of outcomes adds to it. */
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,240}");

  private static final Notation<HostPort> ADDRESS = new HostPortNotation(1);

  @Override
  public KafkaTopic parse(String text) throws Misfit {
    int slash = text.lastIndexOf('/');
    if (!text.startsWith(SCHEME) || slash < SCHEME.length()) {
      throw Misfit.plain(FORM);
    }
    if (text.contains("@")) {
      throw Misfit.plain(FORM + ", without a user; --kafka-config takes a file that names one");
    }
    String topic = text.substring(slash + 1);
    if (!TOPIC.matcher(topic).matches()) {
      throw Misfit.plain(
          "must name a topic of at most 240 letters, digits, dots, hyphens and underscores");
    }
    List<HostPort> brokers = new ArrayList<>();
    for (String broker : text.substring(SCHEME.length(), slash).split(",", -1)) {
      brokers.add(ADDRESS.parse(broker.strip()));
    }
    if (brokers.size() > MOST_BROKERS) {
      throw Misfit.plain("must name at most " + MOST_BROKERS + " brokers");
    }
    return new KafkaTopic(brokers, topic);
  }

  @Override
  public String print(KafkaTopic value) {
    return SCHEME + value.bootstrapServers() + "/" + value.name();
  }
}
