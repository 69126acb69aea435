@NullMarked
package dev.tokenstorm.measurement;

import org.jspecify.annotations.NullMarked;
