package dev.tokenstorm.fault;

/** Hears of faults, on the threads that carry them out. */
public interface FaultObserver {

  /** A fault is about to begin: what fails from now on may be its work. */
  void begins();

  /** A fault is over. What was under way until now may still fail of it. */
  void ended();
}
