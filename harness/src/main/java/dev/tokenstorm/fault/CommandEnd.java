package dev.tokenstorm.fault;

/**
 * How a call of a command ended.
 *
 * @param started whether it ran, so that it may have done something
 * @param succeeded whether it ended by itself, with exit code 0
 * @param words follow the name of what ended, without a full stop
 */
record CommandEnd(boolean started, boolean succeeded, String words) {}
