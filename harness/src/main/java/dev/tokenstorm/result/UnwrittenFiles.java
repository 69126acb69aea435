package dev.tokenstorm.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that could not be written, each told once, with its first reason. For one thread. */
final class UnwrittenFiles {
  private final Map<Path, String> sentences = new LinkedHashMap<>();

  /** A file that grew until it could no more; what is in it stays. */
  void incomplete(Path file, IOException failure) {
    sentences.putIfAbsent(
        file,
        "%s is incomplete (%s); the figures shown are whole."
            .formatted(file, WriteFailure.reason(failure)));
  }

  /** A file that is not there. */
  void missing(Path file, IOException failure) {
    sentences.putIfAbsent(
        file, "%s could not be written (%s).".formatted(file, WriteFailure.reason(failure)));
  }

  /** A sentence a file, in the order in which they failed. */
  List<String> sentences() {
    return List.copyOf(sentences.values());
  }
}
