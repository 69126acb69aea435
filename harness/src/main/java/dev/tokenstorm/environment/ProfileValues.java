package dev.tokenstorm.environment;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects the values of one profile. A later value of a key replaces an earlier one. Not
 * thread-safe.
 */
final class ProfileValues {
  private final Map<ProfileKey, ProfileValue> values = new EnumMap<>(ProfileKey.class);
  private final Map<String, ProfileValue> headers = new TreeMap<>();
  private boolean tls;

  void put(ProfileKey key, ProfileValue value) {
    values.put(key, value);
    // An empty variable removes the file's value; nobody means to turn TLS on by that.
    tls |= key.ofTls() && !value.text().isEmpty();
  }

  /** Records that the file has a table on TLS, which turns TLS on even if it is empty. */
  void putTls() {
    tls = true;
  }

  /** Adds a header to each call. An empty value removes the header. */
  void putHeader(String name, ProfileValue value) {
    if (value.text().isEmpty()) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
  }

  /** Returns a value; empty if it is missing or an empty text. */
  Optional<ProfileValue> get(ProfileKey key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.text().isEmpty());
  }

  boolean isTrue(ProfileKey key) {
    return get(key).filter(ProfileValue::isTrue).isPresent();
  }

  Map<String, ProfileValue> headers() {
    return headers;
  }

  /**
   * Returns whether TLS is used: a setting of TLS or an API key is given, and TLS is not turned
   * off.
   */
  boolean usesTls() {
    return (tls || get(ProfileKey.API_KEY).isPresent()) && !isTrue(ProfileKey.TLS_DISABLED);
  }
}
