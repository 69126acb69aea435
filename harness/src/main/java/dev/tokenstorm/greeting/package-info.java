@NullMarked
package dev.tokenstorm.greeting;

import org.jspecify.annotations.NullMarked;
