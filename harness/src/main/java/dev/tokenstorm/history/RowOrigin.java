package dev.tokenstorm.history;

import java.time.Instant;
import java.util.Optional;

/**
 * The origin of a row: the run or the search, its target and its time.
 *
 * @param runId of the run or the search
 * @param openLoop whether workflows had intended times
 * @param target what the history calls it
 * @param folder where the results were kept, on the machine that made them
 */
public record RowOrigin(
    RowKind kind,
    String runId,
    Instant startedAt,
    boolean openLoop,
    String target,
    Versions versions,
    Optional<String> folder) {}
