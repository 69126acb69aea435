package dev.tokenstorm.regression;

/**
 * A place in a series from which on its numbers are distributed otherwise than before.
 *
 * @param at index of the first number after the change
 * @param chance how often so clear a change is seen in a series that has none (the p-value)
 */
public record ChangePoint(int at, double chance) {}
