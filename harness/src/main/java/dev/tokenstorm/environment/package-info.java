/**
 * What Temporal's environment variables and configuration file say of a target, TLS included.
 *
 * <p>The rules are those of Temporal's own CLI, which reads the same sources with the Go SDK's
 * {@code contrib/envconfig}. Where they differ, the place says so and why. The Java SDK's module of
 * the same purpose is not used, as it differs in more: an empty file or one with a byte-order mark
 * ends in an exception, {@code TEMPORAL_TLS=1} means plaintext, an API key overrules TLS that is
 * switched off, keys must be in PKCS#8, and {@code XDG_CONFIG_HOME} does not count.
 *
 * <p>May use: plan.
 */
@NullMarked
package dev.tokenstorm.environment;

import org.jspecify.annotations.NullMarked;
