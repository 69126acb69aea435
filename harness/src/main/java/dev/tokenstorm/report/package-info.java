@NullMarked
package dev.tokenstorm.report;

import org.jspecify.annotations.NullMarked;
