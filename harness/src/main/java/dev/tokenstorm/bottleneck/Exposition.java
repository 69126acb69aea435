package dev.tokenstorm.bottleneck;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Parses Prometheus' text format: version 0.0.4, and the samples of OpenMetrics. The parser is
 * strict: it refuses a line that is neither a sample, nor a comment, nor blank.
 */
final class Exposition {
  private final String line;
  private int at;

  private Exposition(String line) {
    this.line = line;
  }

  /** One line of the format: a name, labels and a value. */
  record Sample(String name, Map<String, String> labels, double value) {
    /** Returns the value of a label; empty if the sample does not have the label. */
    String label(String label) {
      return labels.getOrDefault(label, "");
    }

    /**
     * Returns whether the sample belongs to a counter, whose name may end in {@code _total} or not.
     */
    boolean counts(String counter) {
      return name.equals(counter) || name.equals(counter + "_total");
    }
  }

  /**
   * Reads all samples in their order. Samples whose names are not wanted are skipped after the
   * name.
   *
   * @throws IllegalArgumentException with the number of the first line that cannot be parsed
   */
  static void read(BufferedReader text, Predicate<String> wanted, Consumer<Sample> sink)
      throws IOException {
    int number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      Optional<Sample> sample;
      try {
        sample = new Exposition(stripped).sample(wanted);
      } catch (NumberFormatException | IndexOutOfBoundsException | Malformed e) {
        throw new IllegalArgumentException("line " + number, e);
      }
      sample.ifPresent(sink);
    }
  }

  private Optional<Sample> sample(Predicate<String> wanted) throws Malformed {
    String name = name();
    if (!wanted.test(name)) {
      return Optional.empty();
    }
    Map<String, String> labels = new HashMap<>();
    if (at < line.length() && line.charAt(at) == '{') {
      labels(labels);
    }
    String[] rest = line.substring(at).strip().split("\\s+", -1);
    return Optional.of(new Sample(name, labels, number(rest[0])));
  }

  private void labels(Map<String, String> labels) throws Malformed {
    at++;
    while (line.charAt(at) != '}') {
      String label = name();
      expect('=');
      expect('"');
      labels.put(label, quoted());
      if (line.charAt(at) == ',') {
        at++;
      }
      skipBlanks();
    }
    at++;
  }

  private String name() throws Malformed {
    skipBlanks();
    int from = at;
    while (at < line.length() && isPartOfName(line.charAt(at))) {
      at++;
    }
    if (from == at || Character.isDigit(line.charAt(from))) {
      throw new Malformed();
    }
    String name = line.substring(from, at);
    skipBlanks();
    return name;
  }

  private static boolean isPartOfName(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == ':';
  }

  private String quoted() throws Malformed {
    StringBuilder value = new StringBuilder();
    while (line.charAt(at) != '"') {
      char next = line.charAt(at++);
      if (next == '\\') {
        char escaped = line.charAt(at++);
        next =
            switch (escaped) {
              case 'n' -> '\n';
              case '\\', '"' -> escaped;
              default -> throw new Malformed();
            };
      }
      value.append(next);
    }
    at++;
    skipBlanks();
    return value.toString();
  }

  private void expect(char character) throws Malformed {
    if (line.charAt(at) != character) {
      throw new Malformed();
    }
    at++;
    skipBlanks();
  }

  private void skipBlanks() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /** Thrown for a line that is not a sample. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
  }
}
