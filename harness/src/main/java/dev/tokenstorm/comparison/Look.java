package dev.tokenstorm.comparison;

/**
 * A moment at which words are given.
 *
 * @param number of this look, from 1
 * @param blocks that count by then
 * @param level the chance, at this look, that sides that are alike get any word of a difference
 */
public record Look(int number, int blocks, double level) {}
