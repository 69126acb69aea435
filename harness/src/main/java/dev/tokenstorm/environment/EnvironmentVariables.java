package dev.tokenstorm.environment;

import dev.tokenstorm.plan.Nearest;
import dev.tokenstorm.plan.Printable;
import dev.tokenstorm.plan.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables of a profile. They count before the file's keys, also when they are empty. */
final class EnvironmentVariables {
  static final String CONFIG_FILE = "TEMPORAL_CONFIG_FILE";
  static final String PROFILE = "TEMPORAL_PROFILE";

  private static final String PREFIX = "TEMPORAL_";
  private static final String HEADER_PREFIX = "TEMPORAL_GRPC_META_";

  /** The most edits between a misspelt name and the one that is meant. */
  private static final int OTHER_NAME = 3;

  /** Names that the CLI's flags suggest, whose nearest variables hold data and no file. */
  private static final Map<String, String> FILES_BY_FLAG =
      Map.of(
          "TEMPORAL_TLS_CERT_PATH", ProfileKey.CLIENT_CERT_PATH.variable(),
          "TEMPORAL_TLS_KEY_PATH", ProfileKey.CLIENT_KEY_PATH.variable(),
          "TEMPORAL_TLS_CA_PATH", ProfileKey.SERVER_CA_CERT_PATH.variable());

  private EnvironmentVariables() {}

  /** Puts what they say over what a file says. */
  static void apply(Map<String, String> environment, ProfileValues values) {
    for (ProfileKey key : ProfileKey.all()) {
      String text = environment.get(key.variable());
      if (text != null) {
        apply(key, new ProfileValue(text, key.variable()), values);
      }
    }
    // The CLI lets the names of its older versions count before all others.
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
   * What the CLI reads, and the letters that its flags take. The CLI passes over all else; here it
   * is refused, since what was meant to be encrypted would go in plaintext.
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

  /** A header's name as the CLI makes it of a variable's or a key's. */
  static String headerName(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A line for each variable that looks like a misspelt one, as Temporal would pass over it. */
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

  /** The variable that a name may stand for, whatever its case: a near one, or one that it cuts. */
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
