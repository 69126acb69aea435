/** The null front end: a Temporal front end that keeps no more state than its workflows need. */
@NullMarked
package dev.tokenstorm.frontend;

import org.jspecify.annotations.NullMarked;
