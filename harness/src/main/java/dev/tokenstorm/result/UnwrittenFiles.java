package dev.tokenstorm.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects files that could not be written, each once, with its first reason. For one thread. */
final class UnwrittenFiles {
  private final Map<Path, String> sentences = new LinkedHashMap<>();

  /** Adds a file that could not grow any further; what it holds stays. */
  void incomplete(Path file, IOException failure) {
    sentences.putIfAbsent(
        file,
        "%s is incomplete (%s); the figures shown are whole."
            .formatted(file, WriteFailure.reason(failure)));
  }

  /** Adds a file that does not exist because it could not be written. */
  void missing(Path file, IOException failure) {
    sentences.putIfAbsent(
        file, "%s could not be written (%s).".formatted(file, WriteFailure.reason(failure)));
  }

  /** Returns one sentence for each file, in the order in which they failed. */
  List<String> sentences() {
    return List.copyOf(sentences.values());
  }
}
