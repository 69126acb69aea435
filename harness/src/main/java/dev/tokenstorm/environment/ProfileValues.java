package dev.tokenstorm.environment;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sources say of one profile, later ones over earlier ones. Not thread-safe. */
final class ProfileValues {
  private final Map<ProfileKey, ProfileValue> values = new EnumMap<>(ProfileKey.class);
  private final Map<String, ProfileValue> headers = new TreeMap<>();
  private boolean tls;

  void put(ProfileKey key, ProfileValue value) {
    values.put(key, value);
    // An empty variable takes a file's value away; nobody means to switch TLS on by it.
    tls |= key.ofTls() && !value.text().isEmpty();
  }

  /** Says that there is a table about TLS, which switches TLS on even if it is empty. */
  void putTls() {
    tls = true;
  }

  /** Adds a header to each call; an empty value takes it away. */
  void putHeader(String name, ProfileValue value) {
    if (value.text().isEmpty()) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
  }

  /** A value that is not empty. */
  Optional<ProfileValue> get(ProfileKey key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.text().isEmpty());
  }

  boolean isTrue(ProfileKey key) {
    return get(key).filter(ProfileValue::isTrue).isPresent();
  }

  Map<String, ProfileValue> headers() {
    return headers;
  }

  /** Whether TLS is used: if it is spoken of or an API key is given, unless it is switched off. */
  boolean usesTls() {
    return (tls || get(ProfileKey.API_KEY).isPresent()) && !isTrue(ProfileKey.TLS_DISABLED);
  }
}
