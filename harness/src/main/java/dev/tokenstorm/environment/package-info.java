/**
 * This package reads what Temporal's environment variables and configuration file say of a target,
 * TLS included.
 *
 * <p>The rules are those of Temporal's own CLI, which reads the same sources with the Go SDK's
 * {@code contrib/envconfig}. Where this package differs, the code says so and why. The Java SDK has
 * a module for the same purpose, which differs in more ways and is not used. An empty file, or one
 * with a byte-order mark, makes it throw. It takes {@code TEMPORAL_TLS=1} as plaintext, and an API
 * key overrules TLS that is turned off. Keys must be in PKCS#8, and {@code XDG_CONFIG_HOME} is
 * ignored.
 *
 * <p>May use: text.
 */
@NullMarked
package dev.tokenstorm.environment;

import org.jspecify.annotations.NullMarked;
