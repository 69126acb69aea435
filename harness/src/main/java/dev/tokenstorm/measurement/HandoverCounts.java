package dev.tokenstorm.measurement;

/**
 * What became of tokens that were sent to other processes.
 *
 * @param sent records of tokens, each once
 * @param delivered tokens of which an outcome came back
 * @param redelivered outcomes of records that had been handed out before, or were sent anew
 * @param duplicates outcomes of tokens whose outcome was known: two processes called for one token
 * @param completed tokens that were answered by the process that says so
 * @param completedBefore tokens that the server no longer knew when they were answered
 * @param refused tokens whose call was refused
 * @param unanswered tokens of which no outcome came before their deadline, or the end
 * @param completers processes of which an outcome came back
 */
public record HandoverCounts(
    long sent,
    long delivered,
    long redelivered,
    long duplicates,
    long completed,
    long completedBefore,
    long refused,
    long unanswered,
    int completers) {}
