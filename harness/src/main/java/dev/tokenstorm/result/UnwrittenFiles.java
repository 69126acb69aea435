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

  /** Adds a file that somebody removed while the run went on. */
  void removed(Path file) {
    sentences.putIfAbsent(
        file, "%s was removed in mid-run; the figures shown are whole.".formatted(file));
  }

  /** Adds a file that does not exist because it could not be written. */
  void missing(Path file, IOException failure) {
    sentences.putIfAbsent(
        file, "%s could not be written (%s).".formatted(file, WriteFailure.reason(failure)));
  }

  /** Adds a file that is not needed any more, and could not be removed. */
  void left(Path file, IOException failure) {
    sentences.putIfAbsent(
        file, "%s could not be removed (%s).".formatted(file, WriteFailure.reason(failure)));
  }

  /** Takes back a file that is not needed any more. */
  void forget(Path file) {
    sentences.remove(file);
  }

  /** Returns one sentence for each file, in the order in which they failed. */
  List<String> sentences() {
    return List.copyOf(sentences.values());
  }
}
