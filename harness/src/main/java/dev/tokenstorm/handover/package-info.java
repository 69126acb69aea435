/**
 * Tokens go through a topic of Kafka to completers in other processes, and outcomes come back on a
 * second one. A record is held for a call and its retries, and no longer.
 *
 * <pre>
 * run:       TokenQueue ─► HandoverPool ─► tokens ═► share group ─► GroupMember ─► CompleterPool
 * elsewhere:               answered ◄──────────── outcomes ◄═════════════┘ answered
 * </pre>
 *
 * <p>May use: broker, completion, ledger, measurement, plan, server, text, workload.
 */
@NullMarked
package dev.tokenstorm.handover;

import org.jspecify.annotations.NullMarked;
