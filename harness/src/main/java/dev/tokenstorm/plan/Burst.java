package dev.tokenstorm.plan;

import java.time.Duration;

/**
 * Workflows that are to start at the same instant.
 *
 * @param workflows how many
 * @param at when, from the run's start
 */
public record Burst(int workflows, Duration at) {}
