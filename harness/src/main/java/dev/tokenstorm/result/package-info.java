@NullMarked
package dev.tokenstorm.result;

import org.jspecify.annotations.NullMarked;
