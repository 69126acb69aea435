/**
 * The test kit has fixtures that tests of several packages repeat.
 *
 * <p>Fixtures of one package stay with it: plans in {@code settings}, whole runs in {@code cli},
 * real servers in {@code realserver}.
 */
@NullMarked
package dev.tokenstorm.testkit;

import org.jspecify.annotations.NullMarked;
