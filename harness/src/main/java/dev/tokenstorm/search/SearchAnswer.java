package dev.tokenstorm.search;

/** The answer of a search, so far or at its end. */
public sealed interface SearchAnswer permits Knee, Capacity {}
