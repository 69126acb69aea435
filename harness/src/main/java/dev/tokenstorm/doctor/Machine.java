package dev.tokenstorm.doctor;

import java.util.OptionalLong;

/**
 * The machine and the JVM that would run a test.
 *
 * @param cores that the JVM may use
 * @param openFiles the soft limit of file handles, where there is one
 * @param threads how many the process may have
 * @param threadsSetBy that limit's name
 * @param threadsInFlight how many default workflows in flight so many threads carry, each on
 *     platform threads
 * @param heapMaxBytes the most that the heap may grow to
 * @param heapInFlight how many default workflows in flight such a heap holds
 * @param memoryBytes of the machine or of its container; 0 when unknown
 * @param jdk its feature release
 * @param virtualThreads whether it has them
 */
public record Machine(
    int cores,
    OptionalLong openFiles,
    long threads,
    String threadsSetBy,
    long threadsInFlight,
    long heapMaxBytes,
    long heapInFlight,
    long memoryBytes,
    int jdk,
    boolean virtualThreads) {}
