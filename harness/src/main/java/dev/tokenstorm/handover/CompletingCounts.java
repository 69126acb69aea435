package dev.tokenstorm.handover;

/**
 * What a process did with records.
 *
 * @param taken records that it was lent
 * @param redelivered those of them that had been handed out before
 * @param answered tokens whose outcome was sent back
 * @param stale records of runs that are over, or past their deadline; rejected
 * @param foreign records of another namespace; rejected
 * @param forged records that were not written by somebody who has the key; rejected
 * @param unreadable records that are none of this version; rejected
 * @param sentAnew records at their last delivery, sent once more
 * @param released records that were given back
 * @param late acknowledgements that the broker refused, as it had given the record to another
 * @param unfinished records that were held when the process had to end
 */
public record CompletingCounts(
    long taken,
    long redelivered,
    long answered,
    long stale,
    long foreign,
    long forged,
    long unreadable,
    long sentAnew,
    long released,
    long late,
    long unfinished) {}
