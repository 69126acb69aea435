/**
 * The commands, and the only place that exits.
 *
 * <p>May use: all.
 */
@NullMarked
package dev.tokenstorm.cli;

import org.jspecify.annotations.NullMarked;
