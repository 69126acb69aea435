package dev.tokenstorm.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What server 1.32.1 said in each scenario with standalone activities, as it was written down. */
public final class StandaloneTranscripts {
  private StandaloneTranscripts() {}

  /** Returns the lines that were written down of a scenario. */
  public static List<String> of(Enum<?> scenario) {
    String name = "standalone/" + scenario.name() + ".txt";
    try (InputStream file =
        Objects.requireNonNull(StandaloneTranscripts.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays a scenario against a front end, and returns what it says. */
  public static List<String> play(Consumer<Client> scenario, String address) {
    try (Client client = new Client(address)) {
      scenario.accept(client);
      return client.transcript();
    }
  }
}
