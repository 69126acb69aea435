/**
 * Every setting with its name, notation, default and help; how flags, variables and plan files are
 * read, checked and written.
 *
 * <p>May use: measurement, objective, plan, text.
 */
@NullMarked
package dev.tokenstorm.settings;

import org.jspecify.annotations.NullMarked;
