/**
 * A setting has a name, a notation, a default and a help text, each written once. This package has
 * all settings. It reads, checks and writes flags, variables and plan files by them.
 *
 * <p>May use: fault, measurement, objective, plan, text.
 */
@NullMarked
package dev.tokenstorm.settings;

import org.jspecify.annotations.NullMarked;
