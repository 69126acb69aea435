@NullMarked
package dev.tokenstorm.cell;

import org.jspecify.annotations.NullMarked;
