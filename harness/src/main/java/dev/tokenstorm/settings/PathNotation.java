package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of the local file system, as they are written; relative ones to the current folder. */
public final class PathNotation implements Notation<Path> {

  @Override
  public Path parse(String text) throws Misfit {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new Misfit("must be a path that this system can name");
    }
    // A path is written without a slash at its end, so ' /' would be a blank.
    if (path.toString().isBlank()) {
      throw Misfit.plain("must not be empty");
    }
    return path;
  }

  @Override
  public String print(Path value) {
    return value.toString();
  }
}
