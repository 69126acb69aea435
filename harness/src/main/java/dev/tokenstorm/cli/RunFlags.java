package dev.tokenstorm.cli;

/**
 * How one call of {@code run} prints; no part of the plan.
 *
 * @param json the result document in place of the summary
 * @param quiet no progress
 * @param debug stack traces of unexpected errors
 */
record RunFlags(boolean json, boolean quiet, boolean debug) {}
