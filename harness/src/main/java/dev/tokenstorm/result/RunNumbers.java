package dev.tokenstorm.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbers of many runs whose results are in one folder; each run's folder begins with its. */
public final class RunNumbers {
  private static final Pattern NUMBER = Pattern.compile("(\\d{3,6})-");

  private RunNumbers() {}

  /**
   * Returns the number of the next run. A run that was killed left a folder, and maybe workflows,
   * so its number is not given again.
   *
   * @param folder of the runs' folders; it need not exist
   * @param largest of the runs that are known
   */
  public static int next(Path folder, int largest) {
    try (Stream<Path> folders = Files.list(folder)) {
      return 1
          + folders
              .map(each -> NUMBER.matcher(String.valueOf(each.getFileName())))
              .filter(Matcher::lookingAt)
              .mapToInt(number -> Integer.parseInt(number.group(1)))
              .reduce(largest, Math::max);
    } catch (IOException none) {
      return 1 + largest;
    }
  }
}
