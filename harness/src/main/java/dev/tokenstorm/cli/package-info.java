/**
 * The command line reads arguments and signals, prints, and exits. Nothing below it does any of
 * these, so that everything below can be driven from elsewhere.
 *
 * <p>May use: all.
 */
@NullMarked
package dev.tokenstorm.cli;

import org.jspecify.annotations.NullMarked;
