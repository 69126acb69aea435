package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program on a disk that fills up, with the folder for temporary files on it: a small
 * tmpfs in a mount namespace of its own.
 */
@Timeout(120)
final class FullDiskIT {
  /** Fills the disk in mid-run, and runs again; tells what is left after each. */
  private static final String SCRIPT =
      """
      mount -t tmpfs -o size=64k none disk || exit 99
      touch disk/fill
      "$@" run --target null --no-metrics --out disk/one \
        --duration 2s --in-flight 5 --worker wire --completer grpc \
        --report junit=disk/junit.xml,markdown=disk/verdict.md >out1 2>err1 &
      until [ "$(wc -l <disk/one/intervals.csv)" -gt 1 ]; do
        kill -0 $! || break
        sleep 0.05
      done 2>/dev/null
      cat /dev/zero >disk/fill 2>/dev/null
      wait $!
      echo $? >code1
      find disk >left1
      cat disk/junit.xml disk/verdict.md >kept1
      rm disk/fill
      "$@" report disk/one --out page4.html >out4 2>err4
      echo $? >code4
      grep -o '"how" : "[a-z]*"' disk/one/result.json >how4
      cat /dev/zero >disk/fill 2>/dev/null
      "$@" run --target null --no-metrics --out disk/two --workflows 5 >out2 2>err2
      echo $? >code2
      find disk >left2
      "$@" --version >/dev/full 2>err3
      echo $? >code3
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void everyFileThatCouldNotBeWrittenIsNamedAndNoneStaysUnfinished() throws Exception {
    Path jar = Path.of(System.getProperty("tokenstorm.jar", "target/tokenstorm.jar"));
    assertThat(jar).isRegularFile();
    Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        unshared("mount -t tmpfs none disk"),
        "skipped: no user and mount namespace (unshare -rm) can be had here for a small disk");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    assertThat(
            unshared(
                SCRIPT,
                java,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.resolve("disk"),
                "-jar",
                jar.toAbsolutePath().toString()))
        .isTrue();

    String said = read("out1") + read("err1");
    assertThat(read("code1")).as(said).isEqualTo("1\n");
    assertThat(read("out1")).contains("Ledger      balanced");
    assertThat(read("out1").replaceAll("\n +", " "))
        .contains(
            "disk/one/result.json could not be written (No space left on device).",
            "report.html could not be written, as it is made of result.json, which is not there;"
                + " tokenstorm report disk/one makes both, once they can be written.",
            "--report disk/junit.xml could not be written (No space left on device).",
            "--report disk/verdict.md could not be written (No space left on device).");
    assertThat(read("left1").lines())
        .containsExactlyInAnyOrder(
            "disk",
            "disk/fill",
            "disk/one",
            "disk/one/plan.yaml",
            "disk/one/intervals.csv",
            "disk/one/latency.hlog",
            "disk/one/unfinished.jsonl",
            "disk/junit.xml",
            "disk/verdict.md");
    // What they were begun with is whole, and tells no verdict.
    assertThat(read("kept1").split("has not come to its end", -1)).hasSizeGreaterThan(2);

    // Once there is room, what it kept up to then makes a result.
    assertThat(read("code4")).as(read("err4")).isEqualTo("0\n");
    assertThat(read("out4")).isEqualTo("page4.html\n");
    assertThat(read("how4")).isEqualTo("\"how\" : \"killed\"\n");

    assertThat(read("code2")).isEqualTo("1\n");
    assertThat(read("err2"))
        .isEqualTo(
            "tokenstorm: --out disk/two: cannot be written (No space left on device); make room"
                + " there, or name another folder.\n");
    assertThat(read("left2")).doesNotContain("two");

    assertThat(read("code3")).isEqualTo("1\n");
    assertThat(read("err3"))
        .isEqualTo("tokenstorm: stdout could not be written (No space left on device).\n");
  }

  /** A limit of the size of files is a disk that is full early, and ends no JVM. */
  @Test
  void aFileThatMayNotGrowIsNamedAsOnAFullDisk() throws Exception {
    Path jar = Path.of(System.getProperty("tokenstorm.jar", "target/tokenstorm.jar"));
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                // In blocks of 512 bytes.
                "ulimit -f 60; exec \"$@\"",
                "sh",
                java,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().toString(),
                "run",
                "--target",
                "null",
                "--no-metrics",
                "--workflows",
                "200",
                "--out",
                "out")
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    int code = process.waitFor();
    String said = read("stdout") + read("stderr");
    assertThat(code).as(said).isEqualTo(1);
    assertThat(read("stdout"))
        .contains("Ledger      balanced")
        .containsPattern("out/report\\.html could not be written \\(File too large\\)");
    assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
  }

  private boolean unshared(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return process.waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
