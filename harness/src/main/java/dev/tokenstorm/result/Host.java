package dev.tokenstorm.result;

/**
 * Where the generator ran.
 *
 * @param cores that the JVM may use
 * @param heapMaxBytes the most that the heap may grow to
 * @param os name, version and architecture
 * @param virtualThreads whether the generator ran on virtual threads
 */
public record Host(
    int cores,
    long heapMaxBytes,
    String jvmVersion,
    String jvmVendor,
    String os,
    boolean virtualThreads) {

  /** This host. */
  public static Host current(boolean virtualThreads) {
    return new Host(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        System.getProperty("java.vm.version", "unknown"),
        System.getProperty("java.vm.vendor", "unknown"),
        System.getProperty("os.name", "unknown")
            + " "
            + System.getProperty("os.version", "")
            + " "
            + System.getProperty("os.arch", ""),
        virtualThreads);
  }
}
