package dev.tokenstorm.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A terminal of its own, held by a Python process: what is written to it goes into a file. Tests
 * that need one are skipped where there is no python3.
 */
final class PseudoTerminal implements AutoCloseable {
  private static final String HOLDER =
      """
      import fcntl, os, struct, subprocess, sys, termios, threading
      master, slave = os.openpty()
      def resize(columns):
          fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
      resize(int(sys.argv[2]))
      kept = b""
      more = threading.Condition()
      def keep():
          global kept
          with open(sys.argv[1], "ab", 0) as file:
              try:
                  while True:
                      text = os.read(master, 65536)
                      file.write(text)
                      with more:
                          kept += text
                          more.notify_all()
              except OSError:
                  pass
      keeper = threading.Thread(target=keep, daemon=True)
      keeper.start()
      child = None
      if len(sys.argv) > 3:
          def own():
              os.setsid()
              fcntl.ioctl(2, termios.TIOCSCTTY, 0)
          child = subprocess.Popen(
              sys.argv[3:], stdin=slave, stdout=slave, stderr=slave, preexec_fn=own)
      print(os.ttyname(slave), flush=True)
      for line in sys.stdin:
          word, argument = line.split()
          answer = "done"
          if word == "columns":
              resize(int(argument))
          elif word == "until":
              with more:
                  more.wait_for(lambda: bytes.fromhex(argument) in kept)
          elif word == "wait":
              answer = child.wait()
              os.close(slave)
              keeper.join()
          print(answer, flush=True)
      """;

  private final Process holder;
  private final Path written;
  private final BufferedReader said;
  private final PrintWriter asks;
  private final Path device;

  /**
   * @param written takes what is written to the terminal
   * @param command runs in a session of the terminal's own; there may be none
   */
  PseudoTerminal(Path written, int columns, List<String> command) throws IOException {
    this.written = Files.createFile(written);
    List<String> all =
        new ArrayList<>(
            List.of("python3", "-c", HOLDER, written.toString(), String.valueOf(columns)));
    all.addAll(command);
    Process started = null;
    try {
      started = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException none) {
      assumeTrue(false, "skipped: there is no python3 here, which would hold a terminal");
    }
    holder = Objects.requireNonNull(started);
    said = holder.inputReader(StandardCharsets.UTF_8);
    asks = new PrintWriter(holder.outputWriter(StandardCharsets.UTF_8), true);
    device = Path.of(said.readLine());
  }

  /** What programs open. */
  Path device() {
    return device;
  }

  /** Another width, of which the processes of the terminal's session are told. */
  void resize(int columns) throws IOException {
    ask("columns " + columns);
  }

  /** Waits until a text has been written. */
  void awaitText(String text) throws IOException {
    ask("until " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** All that was written so far. */
  String written() throws IOException {
    return Files.readString(written);
  }

  /** Waits for the command's end, and gives its exit code. */
  int await() throws IOException {
    return Integer.parseInt(ask("wait 0"));
  }

  private String ask(String question) throws IOException {
    asks.println(question);
    return String.valueOf(said.readLine());
  }

  @Override
  public void close() {
    asks.close();
    holder.destroy();
  }
}
