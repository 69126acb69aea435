@NullMarked
package dev.tokenstorm.target;

import org.jspecify.annotations.NullMarked;
