package dev.tokenstorm.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses pages for clients that accept it. */
final class Gzip {
  /** Smallest page, in bytes, that is worth compressing. */
  static final int LEAST_BYTES = 1_000;

  private Gzip() {}

  /**
   * Returns whether a client accepts gzip by the rules of RFC 9110: it names gzip, or else {@code
   * *}, and without a weight of 0.
   *
   * @param acceptEncoding the headers of that name; null if there are none
   */
  static boolean accepted(@Nullable List<String> acceptEncoding) {
    Map<String, Boolean> wanted = new TreeMap<>();
    for (String coding :
        String.join(",", Optional.ofNullable(acceptEncoding).orElse(List.of())).split(",", -1)) {
      // Blanks are stripped, not searched for: a header may have hundreds of thousands.
      String[] parts = coding.toLowerCase(Locale.ROOT).split(";", -1);
      boolean refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
      wanted.put(parts[0].strip(), !refused);
    }
    return Optional.ofNullable(wanted.get("gzip"))
        .or(() -> Optional.ofNullable(wanted.get("x-gzip")))
        .or(() -> Optional.ofNullable(wanted.get("*")))
        .orElse(false);
  }

  /** Compresses bytes, fast rather than small, because a run needs the CPU. */
  static byte[] of(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 8);
    try (OutputStream out = new Fast(zipped)) {
      out.write(plain);
    }
    return zipped.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 8_192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
