package dev.tokenstorm.settings;

/**
 * A label of a history's row.
 *
 * @param key such as {@code commit}
 */
record RowLabel(String key, String value) {}
