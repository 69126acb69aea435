@NullMarked
package dev.tokenstorm.plan;

import org.jspecify.annotations.NullMarked;
