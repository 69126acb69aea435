package dev.tokenstorm.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;

/**
 * Has jcstress look for outcomes that the parts made without locks must not have: in each test of
 * this package two threads meet again and again, for seconds.
 */
final class LockFreePartsTest {
  private static final int TESTS = 5;
  private static final Pattern TALLY = Pattern.compile("Results: \\d+ planned; (\\d+) passed");

  @Test
  @Tag("proof")
  void noForbiddenOutcomeComesUp() throws IOException, InterruptedException {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "host cannot carry it: one core");
    Path folder = Files.createDirectories(Path.of("target/jcstress"));
    Path log = folder.resolve("log.txt");
    Process jcstress =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-t",
                "dev.tokenstorm.completion",
                "-f",
                "1",
                "-fsm",
                "1",
                "-iters",
                "4",
                "-time",
                "1000",
                "-sc",
                "false",
                "-af",
                "NONE",
                "-jvmArgs",
                "-XX:+UseSerialGC",
                "-r",
                ".")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exitCode;
    try {
      exitCode = jcstress.waitFor();
    } finally {
      jcstress.destroy();
    }
    String said = Files.readString(log);
    assertThat(exitCode).as(said).isZero();
    // A JDK that knows two kinds of locks runs each test with both.
    Matcher tally = TALLY.matcher(said);
    int passed = 0;
    while (tally.find()) {
      passed = Integer.parseInt(tally.group(1));
    }
    assertThat(passed).as(said).isGreaterThanOrEqualTo(TESTS);
  }
}
