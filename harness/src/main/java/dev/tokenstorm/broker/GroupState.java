package dev.tokenstorm.broker;

/**
 * A group that exists.
 *
 * @param share whether it is a share group
 * @param members how many consumers are in it; 0 if it is not
 */
public record GroupState(boolean share, int members) {}
