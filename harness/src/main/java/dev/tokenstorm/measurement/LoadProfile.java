package dev.tokenstorm.measurement;

import java.util.List;

/**
 * How long the server took at each load that there was: a run that drains, or begins with a ramp,
 * shows by itself whether more load makes the server slower. The lowest level comes first.
 *
 * @param calls completion calls, by the calls under way when they were made, themselves included
 * @param callsByWorkflows completion calls, by the workflows in flight when they were answered
 * @param resumes from completion calls to the workflow's next lines, by the workflows in flight
 *     when these came
 * @param wakeUps for how long a token of a measured workflow was due and a completer had nothing to
 *     do until one took it, by the calls under way then, its own included: a thread of this process
 *     was so late
 */
public record LoadProfile(
    List<LoadLevel> calls,
    List<LoadLevel> callsByWorkflows,
    List<LoadLevel> resumes,
    List<LoadLevel> wakeUps) {
  /** Of nothing. */
  public static final LoadProfile NONE =
      new LoadProfile(List.of(), List.of(), List.of(), List.of());

  public LoadProfile {
    calls = List.copyOf(calls);
    callsByWorkflows = List.copyOf(callsByWorkflows);
    resumes = List.copyOf(resumes);
    wakeUps = List.copyOf(wakeUps);
  }
}
