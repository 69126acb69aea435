package dev.tokenstorm.compare;

import java.util.OptionalDouble;

/**
 * The influence from outside while a run was measured: what no side causes.
 *
 * @param othersShare share of all cores that other processes and the hypervisor took, from 0 to 1;
 *     empty where the system does not say
 * @param stolenShare share of all cores that the hypervisor took; part of {@code othersShare}
 * @param stopSeconds the longest stop of the whole process, in seconds; 0 if it never stood still
 */
record Outside(OptionalDouble othersShare, OptionalDouble stolenShare, double stopSeconds) {
  /** Nothing that is known. */
  static final Outside UNKNOWN = new Outside(OptionalDouble.empty(), OptionalDouble.empty(), 0);
}
