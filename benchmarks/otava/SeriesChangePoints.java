import dev.tokenstorm.regression.ChangePoint;
import dev.tokenstorm.regression.ChangePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prints the change points of series, a line each: the numbers of a line, separated by blanks, in;
 * the indices, separated by blanks, out. The numbers' logarithms are looked at, as the gate does.
 */
final class SeriesChangePoints {
  private SeriesChangePoints() {}

  public static void main(String[] args) throws IOException {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      double[] logs =
          Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).map(Math::log).toArray();
      System.out.println(
          String.join(
              " ",
              ChangePoints.of(logs).stream()
                  .map(ChangePoint::at)
                  .map(String::valueOf)
                  .toList()));
    }
  }
}
