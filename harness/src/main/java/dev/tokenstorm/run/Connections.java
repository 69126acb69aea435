package dev.tokenstorm.run;

import com.uber.m3.tally.Scope;
import java.util.List;
import java.util.function.Consumer;

/** A run gets its connections from here. */
interface Connections {

  /** What a user is to know before load goes there, in a line each. */
  List<String> warnings();

  /**
   * Opens connections of the run's own.
   *
   * @param sdkMetrics takes the SDK's own metrics
   * @param notes takes a sentence on each thing that can be done without
   * @throws dev.tokenstorm.server.TargetException when the target, or what belongs to it, cannot be
   *     used
   */
  TargetConnection open(Scope sdkMetrics, Consumer<String> notes);
}
