package dev.tokenstorm.settings;

/**
 * What a row of a history is labelled with.
 *
 * @param key such as {@code commit}
 */
record RowLabel(String key, String value) {}
