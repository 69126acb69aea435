/**
 * This package prepares what {@code compare} compares: sides and their flags, blocks and their
 * schedule. It also writes and reads the document of a comparison.
 *
 * <p>It makes its runs as a search does, and has {@code comparison} judge them.
 *
 * <p>May use: comparison, measurement, objective, plan, result, search, server, settings,
 * statistics, text, verdict.
 */
@NullMarked
package dev.tokenstorm.compare;

import org.jspecify.annotations.NullMarked;
