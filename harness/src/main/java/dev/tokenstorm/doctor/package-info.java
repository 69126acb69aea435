/**
 * The doctor checks, before a test, whether a target, a Kafka cluster and this machine can do what
 * the test asks of them.
 *
 * <p>May use: broker, measurement, plan, server.
 */
@NullMarked
package dev.tokenstorm.doctor;

import org.jspecify.annotations.NullMarked;
