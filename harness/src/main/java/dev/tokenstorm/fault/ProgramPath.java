package dev.tokenstorm.fault;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as the system does: by their path, or by their name in the folders of PATH. */
public final class ProgramPath {
  private static final String VARIABLE = "PATH";

  private ProgramPath() {}

  /**
   * Returns where a program is; empty if there is none that may be run.
   *
   * @param program its name, or its path if it has a slash
   */
  public static Optional<Path> find(String program, Map<String, String> environment) {
    try {
      return program.contains(File.separator)
          ? runnable(Path.of(program))
          : named(program, environment.getOrDefault(VARIABLE, ""));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Optional<Path> named(String name, String folders) {
    for (String folder : folders.split(File.pathSeparator, -1)) {
      Optional<Path> found = folder.isEmpty() ? Optional.empty() : runnable(Path.of(folder, name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> runnable(Path candidate) {
    return Files.isRegularFile(candidate) && Files.isExecutable(candidate)
        ? Optional.of(candidate)
        : Optional.empty();
  }
}
