package dev.tokenstorm.doctor;

import java.util.OptionalLong;

/**
 * The machine and the JVM that would run a test.
 *
 * @param cores that the JVM may use
 * @param openFiles soft limit of file handles; empty if there is none
 * @param threads largest number of threads that the process may have
 * @param threadsSetBy name of the limit that sets this number
 * @param threadsInFlight how many default workflows in flight this many platform threads can carry
 * @param heapMaxBytes largest size of the heap
 * @param heapInFlight how many default workflows in flight such a heap holds
 * @param memoryBytes of the machine or of its container; 0 if unknown
 * @param jdk feature release of the JDK
 * @param virtualThreads whether the JDK has virtual threads
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
