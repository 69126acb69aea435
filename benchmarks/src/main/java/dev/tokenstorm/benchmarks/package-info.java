/** JMH benchmarks of the parts that every completion passes through. */
@NullMarked
package dev.tokenstorm.benchmarks;

import org.jspecify.annotations.NullMarked;
