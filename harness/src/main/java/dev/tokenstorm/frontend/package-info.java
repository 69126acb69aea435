/**
 * The null front end answers as a Temporal front end does, and keeps no more state than its
 * executions need. It is what the harness's own ceiling is measured with.
 *
 * <p>May use: plan, measurement, statistics.
 */
@NullMarked
package dev.tokenstorm.frontend;

import org.jspecify.annotations.NullMarked;
