package dev.tokenstorm.result;

/**
 * The machine on which the generator ran.
 *
 * @param cores that the JVM may use
 * @param heapMaxBytes largest size of the heap
 * @param os name, version and architecture of the operating system
 * @param virtualThreads whether the generator ran on virtual threads
 */
public record Host(
    int cores,
    long heapMaxBytes,
    String jvmVersion,
    String jvmVendor,
    String os,
    boolean virtualThreads) {

  /** Returns this machine. */
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
