package dev.tokenstorm.measurement;

/**
 * Times that were taken at a load.
 *
 * @param from the least load of the level
 * @param to the most
 * @param count of the times
 * @param totalNanos their sum
 */
public record LoadLevel(long from, long to, long count, long totalNanos) {}
