package dev.tokenstorm.comparison;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure of a side beside that of the first.
 *
 * @param typical the side's figure over its runs, in its unit: their geometric mean, or the
 *     arithmetic one of those that have it if it is zero or missing in one; empty where none has it
 * @param typicalAgainst the same of the first side
 * @param ratio how many times the first side's figure it is; empty where there is no ratio
 * @param interval of the ratio at 95 %, of this figure alone; empty where too few runs tell it
 */
public record PairResult(
    ComparedFigure figure,
    String side,
    String against,
    OptionalDouble typical,
    OptionalDouble typicalAgainst,
    OptionalDouble ratio,
    Optional<RatioInterval> interval,
    FigureWord word) {}
