package dev.tokenstorm.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which series a row belongs to.
 *
 * @param name what {@code --series} gave, or the beginning of the fingerprint
 * @param fingerprint of the basis, in hexadecimal digits
 * @param basis what makes rows comparable, by name: settings that are not the default, the target's
 *     label, the class of the host
 */
public record SeriesKey(String name, String fingerprint, SortedMap<String, String> basis) {
  /** Digits of a name that nobody gave: enough for a million series of one history. */
  private static final int NAME_DIGITS = 12;

  public SeriesKey {
    basis = Collections.unmodifiableSortedMap(new TreeMap<>(basis));
  }

  /**
   * The key of a basis.
   *
   * @param name if the user gave one
   */
  static SeriesKey of(SortedMap<String, String> basis, Optional<String> name) {
    StringBuilder text = new StringBuilder();
    basis.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    String fingerprint = digest(text.toString());
    return new SeriesKey(name.orElse(fingerprint.substring(0, NAME_DIGITS)), fingerprint, basis);
  }

  /** The SHA-256 of a text, in hexadecimal digits. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
