package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the null front end in another process, so that its CPU time is not counted as the client's.
 * For one thread.
 */
final class NullServer implements AutoCloseable {
  private final Process process;
  private final DataOutputStream wanted;
  private final DataInputStream tokens;
  private final int port;

  NullServer() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx2g",
                  "-cp",
                  System.getProperty("java.class.path"),
                  NullServerMain.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      wanted = new DataOutputStream(process.getOutputStream());
      tokens = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
      port = tokens.readInt();
    } catch (IOException e) {
      throw new UncheckedIOException("the null front end did not start", e);
    }
  }

  /** Returns the address at which it listens. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * Returns the task tokens of new pending activities; those of earlier calls are no longer
   * pending.
   *
   * @param activities how many
   */
  List<ByteString> pending(int activities) {
    try {
      wanted.writeInt(activities);
      wanted.flush();
      List<ByteString> pending = new ArrayList<>(activities);
      for (int i = 0; i < activities; i++) {
        pending.add(ByteString.copyFrom(tokens.readNBytes(tokens.readInt())));
      }
      return pending;
    } catch (IOException e) {
      throw new UncheckedIOException("the null front end broke", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
