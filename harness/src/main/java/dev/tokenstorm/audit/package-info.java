/** Reads what the server knows of workflows, and compares it with the ledger. */
@NullMarked
package dev.tokenstorm.audit;

import org.jspecify.annotations.NullMarked;
