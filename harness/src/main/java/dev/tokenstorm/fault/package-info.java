/**
 * Lets things go wrong on purpose, at the times that a plan names, and tells what came of it. The
 * connections between harness and target are broken here; who acts elsewhere is handed in.
 *
 * <p>May use: measurement, statistics, text.
 */
@NullMarked
package dev.tokenstorm.fault;

import org.jspecify.annotations.NullMarked;
