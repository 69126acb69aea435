/**
 * The external completer: pending activities wait here until they are due, and a pool of completers
 * finishes them.
 *
 * <pre>
 * activity ─► TokenDesk.accept ─► DueQueue ─► TokenQueue ─► CompleterPool ─► TokenDesk.answered
 *                    └── due at once ───────────┘               │
 *                                DueQueue ◄── heartbeat, retry ─┘
 * </pre>
 *
 * <p>May use: plan, workload, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.completion;

import org.jspecify.annotations.NullMarked;
