package dev.tokenstorm.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one profile of the configuration file. As in Temporal's CLI, keys match in any case of
 * letters, and unknown keys are ignored. Here each unknown key gives a warning, because its setting
 * has no effect.
 */
final class FileProfile {
  private static final String PROFILES = "profile";
  private static final String DEFAULT = "default";
  private static final String HEADERS = "grpc_meta";
  private static final String TLS = "tls";
  private static final List<String> PROFILE_KEYS =
      List.of("address", "namespace", "api_key", TLS, "codec", HEADERS);

  private final ConfigurationFile file;
  private final ProfileValues values;
  private final List<String> warnings = new ArrayList<>();

  private FileProfile(ConfigurationFile file, ProfileValues values) {
    this.file = file;
    this.values = values;
  }

  /**
   * Reads a profile.
   *
   * @param asked name of the profile that the user asked for, which must exist
   * @param values receives the values of the profile
   * @return warnings, one line each
   * @throws UsageException if the profile does not exist, or a value has a wrong type
   */
  static List<String> read(ConfigurationFile file, Optional<String> asked, ProfileValues values) {
    FileProfile reader = new FileProfile(file, values);
    reader.read(asked);
    return reader.warnings;
  }

  private void read(Optional<String> asked) {
    warnUnknown(file.content(), List.of(PROFILES), "");
    JsonNode profiles = table(find(file.content(), PROFILES), PROFILES);
    String name = asked.orElse(DEFAULT);
    JsonNode profile = profiles.path(name);
    if (profile.isMissingNode()) {
      if (asked.isPresent()) {
        throw missing(name, profiles);
      }
      return;
    }
    String place = PROFILES + "." + Printable.escaped(name);
    table(profile, place);
    warnUnknown(profile, PROFILE_KEYS, place);
    for (String child : List.of(TLS, "codec")) {
      JsonNode table = table(find(profile, child), place + "." + child);
      warnUnknown(table, childKeys(child), place + "." + child);
      if (child.equals(TLS) && !find(profile, child).isMissingNode()) {
        values.putTls();
      }
    }
    for (ProfileKey key : ProfileKey.all()) {
      JsonNode node = profile;
      for (String step : key.steps()) {
        node = find(node, step);
      }
      if (!node.isMissingNode()) {
        String origin = place + "." + key.path() + " in " + file.name();
        values.put(key, value(key.isBoolean(), node, origin));
      }
    }
    headers(table(find(profile, HEADERS), place + "." + HEADERS), place);
  }

  private void headers(JsonNode table, String place) {
    table
        .properties()
        .forEach(
            entry -> {
              String key = place + "." + HEADERS + "." + Printable.escaped(entry.getKey());
              values.putHeader(
                  EnvironmentVariables.headerName(entry.getKey()),
                  value(false, entry.getValue(), key + " in " + file.name()));
            });
  }

  private static ProfileValue value(boolean isBoolean, JsonNode node, String origin) {
    if (isBoolean ? !node.isBoolean() : !node.isTextual()) {
      throw new UsageException(
          origin
              + (isBoolean
                  ? " must be true or false, without quotation marks."
                  : " must be text in quotation marks."));
    }
    return new ProfileValue(node.asText(), origin);
  }

  private JsonNode table(JsonNode node, String place) {
    if (!node.isMissingNode() && !node.isObject()) {
      throw new UsageException(
          place + " in " + file.name() + " must be a table, as in [profile.default.tls].");
    }
    return node;
  }

  /** Returns a key's value. An exact name wins over one that differs in the case of its letters. */
  private static JsonNode find(JsonNode table, String key) {
    JsonNode exact = table.path(key);
    if (!exact.isMissingNode() || !table.isObject()) {
      return exact;
    }
    return table.properties().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(exact);
  }

  private static List<String> childKeys(String table) {
    return ProfileKey.all().stream()
        .map(ProfileKey::path)
        .filter(path -> path.startsWith(table + "."))
        .map(path -> path.substring(table.length() + 1))
        .toList();
  }

  private void warnUnknown(JsonNode table, List<String> known, String place) {
    table
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (known.stream().noneMatch(key::equalsIgnoreCase)) {
                warnings.add(
                    file.name()
                        + (place.isEmpty() ? "" : ", table " + place)
                        + ": Temporal knows no key "
                        + Printable.shown(key)
                        + "; did you mean "
                        + Nearest.to(key, known)
                        + "?");
              }
            });
  }

  private UsageException missing(String name, JsonNode profiles) {
    List<String> known = new ArrayList<>();
    profiles.fieldNames().forEachRemaining(known::add);
    return new UsageException(
        "--target env: there is no profile "
            + Printable.shown(name)
            + " in "
            + file.name()
            + (known.isEmpty()
                ? ", which has none; write one, or leave --profile and TEMPORAL_PROFILE out."
                : "; did you mean " + Printable.shown(Nearest.to(name, known)) + "?"));
  }
}
