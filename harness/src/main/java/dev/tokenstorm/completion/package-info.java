/**
 * The external completer stands in for the system that finishes activities from outside. Pending
 * activities wait here until they are due, and a pool of completers finishes them.
 *
 * <pre>
 * activity ─► CompletionScheduler ─► DelayHeap ─► TokenQueue ─► CompleterPool ─┬─► answered
 *                      └───── due at once ───────────▲                           │
 *                                    DelayHeap ◄──── heartbeat, retry ◄──────────┘
 * </pre>
 *
 * <p>May use: plan, workload, ledger, measurement, server.
 */
@NullMarked
package dev.tokenstorm.completion;

import org.jspecify.annotations.NullMarked;
