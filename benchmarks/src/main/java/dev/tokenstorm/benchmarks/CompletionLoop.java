package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import java.util.List;

/** A way to complete many pending activities. For one thread. */
interface CompletionLoop extends AutoCloseable {
  /** Prepares a batch; this is not measured. */
  default void prepare(List<ByteString> tokens) {}

  /** Completes each activity once, and returns when every call was answered. */
  void completeAll(List<ByteString> tokens) throws InterruptedException;

  /**
   * Checks that all activities were completed; this is not measured.
   *
   * @throws IllegalStateException if one was not
   */
  default void check() {}

  @Override
  void close();

  /**
   * Makes a loop.
   *
   * @param path {@code sdk}, {@code grpc}, {@code client} or {@code stub}
   * @param concurrency number of threads, or of outstanding calls
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
