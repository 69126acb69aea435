/**
 * What {@code compare} compares: its sides and their flags, its blocks and their schedule, and its
 * document.
 *
 * <p>It makes its runs as a search does, and has {@code comparison} judge them.
 *
 * <p>May use: comparison, measurement, objective, plan, result, search, server, settings,
 * statistics, text, verdict.
 */
@NullMarked
package dev.tokenstorm.compare;

import org.jspecify.annotations.NullMarked;
