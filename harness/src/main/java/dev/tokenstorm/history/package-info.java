/**
 * A history keeps one row for each run and for each search's answer, in an SQLite file or a
 * PostgreSQL database. Comparable rows are a series ({@link dev.tokenstorm.history.SeriesKey}).
 *
 * <p>Drivers and the library that makes the tables are loaded when a {@link
 * dev.tokenstorm.history.HistoryStore} is opened, and not before.
 *
 * <p>May use: text, objective, settings, plan, measurement, server, result, search, run.
 */
@NullMarked
package dev.tokenstorm.history;

import org.jspecify.annotations.NullMarked;
