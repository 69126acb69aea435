@NullMarked
package dev.tokenstorm.load;

import org.jspecify.annotations.NullMarked;
