package dev.tokenstorm.fleet;

import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.run.GeneratorMaker;
import dev.tokenstorm.run.LoadGenerator;
import dev.tokenstorm.run.OwnProgram;
import dev.tokenstorm.server.Target;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes fleets of processes of this program.
 *
 * @param program to start as a cell
 * @param version of this program, which its cells must have as well
 */
public record FleetMaker(OwnProgram program, String version) implements GeneratorMaker {

  /** A fleet's cells keep files, and so its run has a folder. */
  @Override
  public LoadGenerator make(
      RunFacts facts, Target target, Optional<Path> folder, Consumer<String> notes) {
    return new FleetGenerator(facts, target, folder.orElseThrow(), notes, program, version);
  }
}
