package dev.tokenstorm.drill;

import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The drills that there are without a plan file, in the order in which they run. */
final class DrillCatalog {
  /**
   * What every drill's run has unless the user, or the drill, says otherwise. A fault needs 10 s
   * before it to be compared with, and a rate that gives 20 completions in 5 s. A task that a cut
   * poll took comes again after its timeout, which is therefore short.
   */
  static final Map<Setting<?>, GivenValue> DEFAULTS =
      settings(
          "every drill",
          List.of(
              "rate", "2/s",
              "duration", "45s",
              "start-to-close-timeout", "5s",
              "max-attempts", "10",
              "drain-timeout", "2m",
              "audit", "all",
              "require-trust", "off"));

  /**
   * Lets a server whose data is in a file answer before the disk has it. A process that is killed
   * loses nothing of what the system has, and a drill is not to measure a disk.
   */
  private static final List<String> FILE_IN_MEMORY =
      List.of(
          "dev-server-arg", "--sqlite-pragma",
          "dev-server-arg", "journal_mode=wal",
          "dev-server-arg", "--sqlite-pragma",
          "dev-server-arg", "synchronous=off");

  private static final String RECOVERY = "fault1:recovery < 20s";

  static final List<Drill> ALL =
      List.of(
          server(
              "server-killed",
              "the server is killed, and started again after 5 s",
              "15s: restart-server after 5s",
              "30s",
              "duration",
              "70s"),
          server("server-paused", "the server stands still for 5 s", "15s: pause-server 5s", "20s"),
          drill(
              "server-gone",
              "the server is killed, and does not come back",
              DrillNeed.OWN_SERVER,
              DrillExpectation.LOSES_ITS_TARGET,
              Stream.concat(
                      Stream.of("fault", "15s: kill-server", "drain-timeout", "10s"),
                      FILE_IN_MEMORY.stream())
                  .toList()),
          broken("connections-cut", "every connection is cut for 3 s", "15s: cut 3s"),
          broken(
              "replies-black-holed",
              "calls arrive and no reply comes for 12 s, longer than a call's deadline",
              "15s: blackhole-replies 12s",
              "duration",
              "55s"),
          broken(
              "replies-lost",
              "one completion in five gets no reply for 10 s, though the server took it",
              "15s: lose-replies 20% of RespondActivityTaskCompleted for 10s",
              "duration",
              "55s"),
          broken(
              "slow-link",
              "every byte takes 150 ms more each way for 8 s",
              "15s: delay 150ms±50ms for 8s",
              "duration",
              "50s"),
          drill(
              "server-throttles",
              "the server's own limit refuses calls all the time",
              DrillNeed.OWN_SERVER,
              DrillExpectation.IS_THROTTLED,
              List.of(
                  "duration", "20s",
                  "dev-server-arg", "--dynamic-config-value",
                  "dev-server-arg", "frontend.namespaceRPS=15")),
          broken(
              "completers-stalled",
              "driver and completers stand still for 8 s, longer than an attempt may take",
              "15s: pause-generator 8s",
              "require",
              "tokens.superseded > 0",
              "completion-delay",
              "2s",
              "duration",
              "50s"),
          broken(
              "worker-lost",
              "the worker is cut off and forgets all; another one begins after 3 s",
              "15s: lose-worker 3s",
              "duration",
              "50s"),
          drill(
              "harness-killed",
              "the harness is killed with -9, and its run taken up",
              DrillNeed.CONNECTIONS,
              DrillExpectation.IS_TAKEN_UP,
              List.of("duration", "20s", "completion-delay", "1s")),
          drill(
              "disk-full",
              "the disk for the results is full after a few seconds",
              DrillNeed.CONNECTIONS,
              DrillExpectation.OUTLIVES_ITS_DISK,
              List.of("duration", "10s")));

  private DrillCatalog() {}

  /** Returns a drill whose fault is on the way to the target, or on this side of it. */
  private static Drill broken(String name, String purpose, String fault, String... further) {
    List<String> own = new ArrayList<>(List.of("fault", fault, "require", RECOVERY));
    own.addAll(List.of(further));
    return drill(name, purpose, DrillNeed.CONNECTIONS, DrillExpectation.PASSES, own);
  }

  /** Returns a drill whose fault is one of the server itself. */
  private static Drill server(
      String name, String purpose, String fault, String recovery, String... further) {
    List<String> own =
        new ArrayList<>(List.of("fault", fault, "require", "fault1:recovery < " + recovery));
    own.addAll(FILE_IN_MEMORY);
    own.addAll(List.of(further));
    return drill(name, purpose, DrillNeed.OWN_SERVER, DrillExpectation.PASSES, own);
  }

  private static Drill drill(
      String name,
      String purpose,
      DrillNeed need,
      DrillExpectation expectation,
      List<String> namesAndValues) {
    return new Drill(name, purpose, need, expectation, settings("drill " + name, namesAndValues));
  }

  /** Returns settings, given as names and values in turn; that of a list may come again. */
  private static Map<Setting<?>, GivenValue> settings(String place, List<String> namesAndValues) {
    Map<Setting<?>, GivenValue> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      Setting<?> setting = setting(namesAndValues.get(i));
      String label = setting.name() + " of " + place;
      GivenValue value =
          new GivenValue(GivenValue.Source.PLAN_FILE, label, List.of(namesAndValues.get(i + 1)));
      settings.merge(setting, value, DrillCatalog::both);
    }
    return settings;
  }

  private static GivenValue both(GivenValue one, GivenValue other) {
    List<String> texts = new ArrayList<>(one.texts());
    texts.addAll(other.texts());
    return new GivenValue(one.source(), one.label(), texts);
  }

  private static Setting<?> setting(String name) {
    return RunSettings.ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
