/**
 * Implements the null front end: a Temporal front end that keeps no more state than its workflows
 * need.
 *
 * <p>May use: plan, measurement, statistics.
 */
@NullMarked
package dev.tokenstorm.frontend;

import org.jspecify.annotations.NullMarked;
