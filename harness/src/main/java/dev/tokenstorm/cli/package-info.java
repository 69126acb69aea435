@NullMarked
package dev.tokenstorm.cli;

import org.jspecify.annotations.NullMarked;
