package dev.tokenstorm.measurement;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/**
 * The folder that the JVM's flight recorder writes its events to before they are read. The recorder
 * ends the JVM when the disk of that folder is full, and its default is the folder for temporary
 * files. So events are kept in shared memory where the system has it, as Linux does. A limit of the
 * size of files, which counts there too, ends the JVM in the same way.
 */
final class RecorderFolder {
  private static final Path MEMORY = Path.of("/dev/shm");

  /** More than the recorder keeps; a container may have as little as 64 MiB in all. */
  private static final long LEAST_BYTES = 32L << 20;

  /** More than a file of the recorder gets: it begins another one after 12 MiB. */
  private static final long LARGEST_FILE_BYTES = 32L << 20;

  private RecorderFolder() {}

  /** Returns whether files of this process may become as large as the recorder's do. */
  static boolean takesFiles() {
    return ProcessLimits.current().fileBytes().orElse(Long.MAX_VALUE) >= LARGEST_FILE_BYTES;
  }

  /**
   * Has an effect on recordings that are begun later. Where there is no shared memory with room,
   * the JVM takes no such command, or the user has a recording of his own, the recorder stays where
   * it is.
   */
  static void keepInMemory() {
    try {
      if (FlightRecorder.isInitialized() || !hasRoom()) {
        return;
      }
      var unused =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "jfrConfigure",
                  new Object[] {new String[] {"repositorypath=" + MEMORY}},
                  new String[] {String[].class.getName()});
    } catch (JMException | IOException notTaken) {
      // The default stays, as documented.
    }
  }

  private static boolean hasRoom() throws IOException {
    return Files.isDirectory(MEMORY)
        && Files.isWritable(MEMORY)
        && Files.getFileStore(MEMORY).getUsableSpace() >= LEAST_BYTES;
  }
}
