package dev.tokenstorm.run;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program, to be started as a process of its own.
 *
 * @param command starts it; the program's arguments follow
 */
public record OwnProgram(List<String> command) {
  public OwnProgram {
    command = List.copyOf(command);
  }

  /**
   * Returns the program that this process is.
   *
   * @param mainClass its name
   */
  public static OwnProgram of(String mainClass) {
    String java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path", "");
    boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
    return new OwnProgram(
        jar ? List.of(java, "-jar", classPath) : List.of(java, "-cp", classPath, mainClass));
  }

  /** Returns the command with arguments. */
  List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return all;
  }
}
