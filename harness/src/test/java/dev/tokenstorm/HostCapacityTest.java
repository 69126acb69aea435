package dev.tokenstorm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

final class HostCapacityTest {
  private static final long MILLI = 1_000_000;
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path GUIDE = Path.of("../CONTRIBUTING.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

  @Test
  void aHostOfOursAloneCarriesIt() {
    assertThat(new HostCapacity.Slice(0.98, MILLI / 10).shortage()).isEmpty();
  }

  @Test
  void whatIsShortIsSaid() {
    assertThat(new HostCapacity.Slice(0.5, MILLI / 10).shortage())
        .contains("a thread on each core gets 50 % of it, and needs 70 %");
    assertThat(new HostCapacity.Slice(0.98, 25 * MILLI).shortage())
        .contains("sleeps of a millisecond end 25.0 ms late, and may end 10.0 ms late");
  }

  @Test
  void aHostThatCannotCarryATestSkipsIt() {
    assertThatCode(() -> HostCapacity.assumed(Optional.empty())).doesNotThrowAnyException();
    assertThatThrownBy(() -> HostCapacity.assumed(Optional.of("a core is short")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("host cannot carry it: a core is short");
  }

  @Test
  void whatOthersUsedMeanwhileIsSaid() {
    assertThat(HostCapacity.shortage(0.05)).isEmpty();
    assertThat(HostCapacity.shortage(0.4))
        .contains("others used 40 % of its cores meanwhile, and may use 10 %");
  }

  private static final class Asking {
    static void ask() {
      HostCapacity.assumed();
    }
  }

  @Test
  void aClassThatAskedIsKnown() {
    assertThat(HostCapacity.asked(Asking.class)).isFalse();
    try {
      Asking.ask();
    } catch (TestAbortedException skipped) {
      // A host that is short of something knows the class all the same.
    }
    assertThat(HostCapacity.asked(Asking.class)).isTrue();
  }

  /** The child tells in minutes and seconds what it used, and has ended when that is read. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theCpuOfAChildThatEndedIsOurs() throws Exception {
    CpuOfOthers others = new CpuOfOthers();
    Process child =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times")
            .start();
    String[] used =
        new String(child.getInputStream().readAllBytes(), US_ASCII).split("[ms\\s]+", -1);
    assertThat(child.waitFor()).isZero();

    double seconds = 60 * Double.parseDouble(used[0]) + Double.parseDouble(used[1]);
    assertThat(seconds).isGreaterThan(0.05);
    // A tick of the counters is a hundredth of a second.
    assertThat(others.ourTicks().orElseThrow()).isGreaterThanOrEqualTo((long) (100 * seconds) - 1);
    assertThat(others.share().orElseThrow()).isBetween(0.0, 1.0);
  }

  @Test
  void theGuideListsEachClassThatAsksForIt() throws IOException {
    List<String> asking = new ArrayList<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.startsWith("HostCapacity")
            && Files.readString(file).contains("HostCapacity.assumed();")) {
          asking.add(name);
        }
      }
    }
    String guide = Files.readString(GUIDE);
    String table = guide.substring(guide.indexOf("## Tests of a time or a rate"));
    List<String> listed = new ArrayList<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      listed.add(row.group(1));
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(asking);
  }
}
