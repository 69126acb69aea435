package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import java.util.List;

/** A way to complete many pending activities. For one thread. */
interface CompletionLoop extends AutoCloseable {
  /** What is done beforehand, and not measured. */
  default void prepare(List<ByteString> tokens) {}

  /** Completes each once; returns when every call was answered. */
  void completeAll(List<ByteString> tokens) throws InterruptedException;

  /**
   * Makes sure, unmeasured, that all were completed.
   *
   * @throws IllegalStateException when one was not
   */
  default void check() {}

  @Override
  void close();

  /**
   * Makes one.
   *
   * @param path {@code sdk}, {@code grpc}, {@code client} or {@code stub}
   * @param concurrency threads, or outstanding calls
   * @param threads {@code platform} or {@code virtual}
   * @param channels connections of {@code grpc}; 0 leaves the number to the harness
   */
  static CompletionLoop of(
      String path, String address, int concurrency, String threads, int channels) {
    return switch (path) {
      case "sdk", "grpc" -> new HarnessLoop(path, address, concurrency, threads, channels);
      case "client" -> new ClientLoop(address, concurrency, threads);
      case "stub" -> new StubLoop(address, concurrency);
      default -> throw new IllegalArgumentException("no path named " + path);
    };
  }
}
