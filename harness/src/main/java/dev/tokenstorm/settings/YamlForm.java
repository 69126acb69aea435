package dev.tokenstorm.settings;

/**
 * How messages speak of a YAML file.
 *
 * @param flag names who asked for it, such as {@code --plan}
 * @param separator stands between the flag and the file
 * @param kind what it should be, such as {@code plan file}
 * @param example a line of such a file
 */
record YamlForm(String flag, String separator, String kind, String example) {}
