@NullMarked
package dev.tokenstorm.verdict;

import org.jspecify.annotations.NullMarked;
