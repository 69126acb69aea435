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

/** Makes a page smaller for clients that take it so. */
final class Gzip {
  /** Below it there is nothing to gain. */
  static final int LEAST_BYTES = 1_000;

  private Gzip() {}

  /**
   * Whether a client takes gzip, as RFC 9110 has it: by name, or by {@code *} if it is not named,
   * and not with a weight of 0.
   *
   * @param acceptEncoding the headers of that name, if there are any
   */
  static boolean accepted(@Nullable List<String> acceptEncoding) {
    Map<String, Boolean> wanted = new TreeMap<>();
    for (String coding :
        String.join(",", Optional.ofNullable(acceptEncoding).orElse(List.of())).split(",", -1)) {
      String[] parts = coding.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
      boolean refused = parts.length > 1 && parts[1].matches("q\\s*=\\s*0(\\.0*)?");
      wanted.put(parts[0], !refused);
    }
    return Optional.ofNullable(wanted.get("gzip"))
        .or(() -> Optional.ofNullable(wanted.get("x-gzip")))
        .or(() -> Optional.ofNullable(wanted.get("*")))
        .orElse(false);
  }

  /** The bytes as gzip, quickly rather than small: a run goes on beside it. */
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
