/**
 * A fleet is one run that several processes carry out together, each with a cell and a share of the
 * load. This package has both sides: who coordinates, and who runs a cell for it.
 *
 * <p>May use: cell, cleanup, ledger, link, measurement, merge, plan, result, run, server, settings,
 * text, verdict.
 */
@NullMarked
package dev.tokenstorm.fleet;

import org.jspecify.annotations.NullMarked;
