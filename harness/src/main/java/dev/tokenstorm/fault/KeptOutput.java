package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the first {@value #MOST_BYTES} bytes of what a program writes, in a file. The rest is read
 * and dropped, so that the program never waits for a reader. Each instance has a thread that lives
 * as long as somebody can write. Thread-safe.
 */
final class KeptOutput {
  static final int MOST_BYTES = 64 << 10;

  /** The last line of a file that is not whole. */
  static final String CUT = "\n[more than 64 KiB; the rest is not kept]\n";

  private static final int CHUNK_BYTES = 8 << 10;

  /** Why it could not be kept, once nobody can write any more. */
  private final CompletableFuture<Optional<IOException>> end = new CompletableFuture<>();

  private KeptOutput() {}

  /**
   * Begins to read.
   *
   * @param file takes what is kept; without one all is dropped
   */
  static KeptOutput of(InputStream from, Optional<Path> file) {
    KeptOutput output = new KeptOutput();
    DaemonThreads.start(
        "command-output",
        () -> {
          try {
            var unused = output.end.complete(read(from, file));
          } catch (RuntimeException | Error e) {
            var unused = output.end.completeExceptionally(e);
          }
        });
    return output;
  }

  private static Optional<IOException> read(InputStream from, Optional<Path> file) {
    try (OutputStream to =
        file.isPresent() ? Files.newOutputStream(file.get()) : OutputStream.nullOutputStream()) {
      copy(from, to);
      return Optional.empty();
    } catch (IOException e) {
      drain(from);
      return Optional.of(e);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    int room = MOST_BYTES;
    boolean whole = true;
    for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
      to.write(chunk, 0, Math.min(read, room));
      if (whole && read > room) {
        to.write(CUT.getBytes(StandardCharsets.UTF_8));
        whole = false;
      }
      room = Math.max(0, room - read);
    }
  }

  /** A program whose output cannot be kept must not wait for a reader all the same. */
  private static void drain(InputStream from) {
    try {
      var unused = from.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // Nobody can write any more.
    }
  }

  /** Returns why it could not be kept, as far as that is known by now. */
  Optional<IOException> failure() {
    return end.getNow(Optional.empty());
  }

  /**
   * Waits until nobody can write any more, or for a while: what a program leaves running may keep
   * writing for longer.
   */
  void await(Duration longest) throws InterruptedException {
    try {
      var unused = end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException writing) {
      // What is kept so far is in the file.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
