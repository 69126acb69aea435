package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/**
 * The class of a host: what of a machine makes runs on it comparable with those on another. The
 * kernel's version and the JVM's are marks on a series, and no part of it.
 */
final class HostClass {
  private static final double MEBIBYTE = 1 << 20;
  private static final int MEBIBYTES_OF_A_GIBIBYTE = 1 << 10;

  private HostClass() {}

  /**
   * The class, such as {@code 2 cores, Linux amd64, 4 GiB of heap}. The heap is the nearest power
   * of two, as machines of one kind differ by some percent.
   *
   * @param host of a result document
   */
  static String of(JsonNode host) {
    return "%d cores, %s, %s of heap"
        .formatted(
            host.path("cores").asInt(),
            system(host.path("os").asText()),
            heap(host.path("heap_max_bytes").asDouble()));
  }

  /** Name and architecture; the version stands between them. */
  private static String system(String os) {
    List<String> words = Arrays.asList(os.strip().split("\\s+"));
    return words.size() < 3
        ? os
        : String.join(" ", words.subList(0, words.size() - 2)) + " " + words.get(words.size() - 1);
  }

  private static String heap(double bytes) {
    long mebibytes =
        Math.round(Math.pow(2, Math.rint(Math.log(Math.max(1, bytes / MEBIBYTE)) / Math.log(2))));
    return mebibytes < MEBIBYTES_OF_A_GIBIBYTE
        ? mebibytes + " MiB"
        : mebibytes / MEBIBYTES_OF_A_GIBIBYTE + " GiB";
  }
}
