@NullMarked
package dev.tokenstorm.ledger;

import org.jspecify.annotations.NullMarked;
