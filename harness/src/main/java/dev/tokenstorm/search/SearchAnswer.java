package dev.tokenstorm.search;

/** What a search found out, or has found out so far. */
public sealed interface SearchAnswer permits Knee, Capacity {}
