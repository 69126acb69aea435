/**
 * Kafka's cluster as an administrator sees it: the properties of clients, what a topic and a share
 * group are set to, and what a run made there.
 *
 * <p>May use: plan, server, text.
 */
@NullMarked
package dev.tokenstorm.broker;

import org.jspecify.annotations.NullMarked;
