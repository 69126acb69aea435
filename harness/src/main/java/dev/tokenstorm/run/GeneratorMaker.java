package dev.tokenstorm.run;

import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.Target;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes who generates the load of a run, once its target is open. */
@FunctionalInterface
public interface GeneratorMaker {

  /**
   * Makes one.
   *
   * @param target stays open until the run is over
   * @param folder of the run's results; empty if none are kept
   * @param notes takes a sentence on what the user should know at once, on the thread that runs
   */
  LoadGenerator make(
      RunFacts facts, Target target, Optional<Path> folder, Consumer<String> notes);
}
