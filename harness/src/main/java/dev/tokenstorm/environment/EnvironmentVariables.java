package dev.tokenstorm.environment;

import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Applies the variables of the environment to a profile. A variable wins over a key of the file,
 * even if the variable is empty.
 */
final class EnvironmentVariables {
  static final String CONFIG_FILE = "TEMPORAL_CONFIG_FILE";
  static final String PROFILE = "TEMPORAL_PROFILE";

  private static final String PREFIX = "TEMPORAL_";
  private static final String HEADER_PREFIX = "TEMPORAL_GRPC_META_";

  /** Largest number of edits by which a name still counts as a misspelt variable. */
  private static final int OTHER_NAME = 3;

  /**
   * Names that the CLI's flags suggest for files, with the right variables. By spelling alone,
   * variables that hold data would be nearer.
   */
  private static final Map<String, String> FILES_BY_FLAG =
      Map.of(
          "TEMPORAL_TLS_CERT_PATH", ProfileKey.CLIENT_CERT_PATH.variable(),
          "TEMPORAL_TLS_KEY_PATH", ProfileKey.CLIENT_KEY_PATH.variable(),
          "TEMPORAL_TLS_CA_PATH", ProfileKey.SERVER_CA_CERT_PATH.variable());

  private EnvironmentVariables() {}

  /** Sets the variables' values over those of the file. */
  static void apply(Map<String, String> environment, ProfileValues values) {
    for (ProfileKey key : ProfileKey.all()) {
      String text = environment.get(key.variable());
      if (text != null) {
        apply(key, new ProfileValue(text, key.variable()), values);
      }
    }
    // The CLI lets variables of older versions win over all others.
    for (ProfileKey key : ProfileKey.all()) {
      key.olderVariable()
          .filter(name -> !environment.getOrDefault(name, "").isEmpty())
          .ifPresent(
              name -> values.put(key, new ProfileValue(environment.getOrDefault(name, ""), name)));
    }
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (name.startsWith(HEADER_PREFIX)) {
                String header = headerName(name.substring(HEADER_PREFIX.length()));
                values.putHeader(header, new ProfileValue(text, name));
              }
            });
  }

  private static void apply(ProfileKey key, ProfileValue value, ProfileValues values) {
    if (!key.isBoolean()) {
      values.put(key, value);
    } else if (!value.text().isEmpty()) {
      boolean said = isTrue(value);
      boolean meant = key == ProfileKey.TLS_DISABLED ? !said : said;
      values.put(key, new ProfileValue(String.valueOf(meant), value.origin()));
    }
  }

  /**
   * Returns a boolean value. It accepts what the CLI reads, and the letters that its flags take.
   * The CLI ignores any other text; here it is refused, because ignoring it could send in plaintext
   * what was meant to be encrypted.
   */
  private static boolean isTrue(ProfileValue value) {
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default ->
          throw new UsageException(
              value.origin()
                  + " must be true or false (or 1, 0, t, f), not "
                  + Printable.shown(value.text())
                  + ".");
    };
  }

  /** Returns the name of a header as the CLI derives it from a variable or a key. */
  static String headerName(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns one line on each variable that looks misspelt, because Temporal would ignore it. */
  static List<String> misspelt(Map<String, String> environment) {
    List<String> known = new ArrayList<>(List.of(CONFIG_FILE, PROFILE));
    for (ProfileKey key : ProfileKey.all()) {
      known.add(key.variable());
      key.olderVariable().ifPresent(known::add);
    }
    return environment.keySet().stream()
        .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX))
        .filter(name -> !name.startsWith(HEADER_PREFIX) && !known.contains(name))
        .sorted()
        .filter(name -> meant(name, known).isPresent())
        .map(
            name ->
                Printable.shown(name)
                    + " is set, but no variable of Temporal's has that name; did you mean "
                    + meant(name, known).orElseThrow()
                    + "?")
        .toList();
  }

  /**
   * Returns the variable that a name probably means, in any case of letters: one with a similar
   * name, or one that begins with the name.
   */
  private static Optional<String> meant(String name, List<String> known) {
    String upper = name.toUpperCase(Locale.ROOT);
    Optional<String> file = Optional.ofNullable(FILES_BY_FLAG.get(upper));
    String near = Nearest.to(upper, known);
    return file.or(
        () ->
            Nearest.distance(upper, near) <= OTHER_NAME || near.startsWith(upper)
                ? Optional.of(near)
                : Optional.empty());
  }
}
