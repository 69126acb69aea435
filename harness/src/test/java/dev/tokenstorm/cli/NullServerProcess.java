package dev.tokenstorm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A null front end in a process of its own. */
final class NullServerProcess implements AutoCloseable {
  private final Process process;
  private final String address;

  private NullServerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one that can be used.
   *
   * @param options what it does worse than it could
   */
  static NullServerProcess start(String options) throws IOException {
    Process process =
        new ProcessBuilder(command("null-server", "--listen", "127.0.0.1:0", "--with", options))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new NullServerProcess(process, Objects.requireNonNull(out.readLine()));
  }

  /** The command line that calls the program's jar. */
  static List<String> command(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("tokenstorm.jar", "target/tokenstorm.jar")));
    command.addAll(Arrays.asList(args));
    return command;
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
