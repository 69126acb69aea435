package dev.tokenstorm.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The soft limits of this process, from Linux's {@code /proc/self/limits} (proc(5)). A limit is
 * empty if there is none, or if it cannot be read.
 *
 * @param openFiles file handles; HotSpot raises this limit to the hard limit when it starts
 * @param processes of the user, threads included
 * @param fileBytes size of each file that is written
 */
public record ProcessLimits(
    OptionalLong openFiles, OptionalLong processes, OptionalLong fileBytes) {
  private static final Path FILE = Path.of("/proc/self/limits");

  /** Returns the limits of the running process. */
  public static ProcessLimits current() {
    try {
      return parse(Files.readAllLines(FILE));
    } catch (IOException elsewhere) {
      return parse(List.of());
    }
  }

  static ProcessLimits parse(List<String> lines) {
    return new ProcessLimits(
        soft(lines, "Max open files"), soft(lines, "Max processes"), soft(lines, "Max file size"));
  }

  private static OptionalLong soft(List<String> lines, String name) {
    Pattern line = Pattern.compile(Pattern.quote(name) + "\\s+(\\d{1,18})\\s.*");
    return lines.stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .findFirst();
  }
}
