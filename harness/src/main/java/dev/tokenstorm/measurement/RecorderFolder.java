package dev.tokenstorm.measurement;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Where the JVM's flight recorder writes its events before they are read. It ends the JVM when the
 * disk of that folder is full, and its default is the folder for temporary files. So events are
 * kept in shared memory where the system has it, as Linux does.
 */
final class RecorderFolder {
  private static final Path MEMORY = Path.of("/dev/shm");

  private RecorderFolder() {}

  /**
   * Has an effect on recordings that are begun later. Where there is no shared memory, or the JVM
   * takes no such command, the recorder stays with its default.
   */
  static void keepInMemory() {
    if (!Files.isDirectory(MEMORY) || !Files.isWritable(MEMORY)) {
      return;
    }
    try {
      var unused =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "jfrConfigure",
                  new Object[] {new String[] {"repositorypath=" + MEMORY}},
                  new String[] {String[].class.getName()});
    } catch (JMException notTaken) {
      // The default stays, as documented.
    }
  }
}
