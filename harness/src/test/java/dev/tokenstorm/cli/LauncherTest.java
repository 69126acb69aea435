package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script {@code tokenstorm} with a java and a mvn that only say how they were called. */
@Timeout(30)
final class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
      for argument; do printf '<%%s>' "$argument"; done
      exit 7
      """;

  /** One that leaves an archive when it is asked to. */
  private static final String ARCHIVING_JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
      case $1 in -XX:ArchiveClassesAtExit=*) echo classes >"${1#*=}"; exit;; esac
      for argument; do printf '<%%s>' "$argument"; done
      """;

  private static final String MVN =
      """
      #!/bin/sh
      echo "maven: $*"
      mkdir -p harness/target && touch harness/target/tokenstorm.jar
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temporary;

  private Path home;
  private Path bin;
  private Path jar;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(temporary.resolve("a home"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    jar = home.resolve("harness/target/tokenstorm.jar");
    Path script = Path.of("..", "tokenstorm").toAbsolutePath().normalize();
    Files.copy(script, home.resolve("tokenstorm"));
    assertThat(home.resolve("tokenstorm").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(home.resolve("harness/src/main/java"));
    for (String source : List.of("pom.xml", "harness/pom.xml", "harness/src/main/java/A.java")) {
      age(Files.createFile(home.resolve(source)), 100);
    }
    for (String directory : List.of("harness/src/main/java", "harness/src/main")) {
      age(home.resolve(directory), 100);
    }
    for (String tool :
        List.of("sed", "head", "find", "dirname", "readlink", "mkdir", "touch", "mv", "rm")) {
      lend(tool);
    }
    tool("java", JAVA.formatted("17.0.15"));
    tool("javac", "#!/bin/sh\n");
    tool("mvn", MVN);
  }

  @Test
  void aJarThatIsMissingIsBuiltAndThenRunWithTheArgumentsAsTheyAre() throws Exception {
    Ended ended = start(home.resolve("tokenstorm"), Map.of(), "run", "a b", "*", "");
    assertThat(ended.out()).isEqualTo("<-jar><" + jar.toRealPath() + "><run><a b><*><>");
    assertThat(ended.err())
        .startsWith("tokenstorm: building ")
        .contains("maven: -q -B -Pjar-only -pl harness -am package");
    assertThat(ended.code()).isEqualTo(7);
  }

  @Test
  void aJarIsBuiltAgainOnlyWhenASourceIsNewerOrGone() throws Exception {
    jar(50);
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).doesNotContain("maven: ");
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).isEmpty();
    age(home.resolve("harness/src/main/java/A.java"), 10);
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).contains("maven: ");
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).isEmpty();
    Files.delete(home.resolve("harness/src/main/java/A.java"));
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).contains("maven: ");
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).isEmpty();
  }

  @Test
  void classesComeFromAnArchiveThatIsMadeOnceForEachBuildAndJdk() throws Exception {
    jar(50);
    tool("java", ARCHIVING_JAVA.formatted("17.0.15+6"));
    Ended first = start(home.resolve("tokenstorm"), Map.of(), "run");
    Path archive = jar.resolveSibling("tokenstorm-17.0.15+6.jsa");
    assertThat(first.err()).contains("preparing").hasLineCount(1);
    assertThat(first.out()).startsWith("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
    assertThat(first.out()).endsWith("<-jar><" + jar.toRealPath() + "><run>");
    Ended second = start(home.resolve("tokenstorm"), Map.of(), "run");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    tool("java", ARCHIVING_JAVA.formatted("25"));
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).contains("preparing");
    age(jar, -10);
    assertThat(start(home.resolve("tokenstorm"), Map.of()).err()).contains("preparing");
  }

  @Test
  void itFindsItsFolderThroughSymbolicLinks() throws Exception {
    jar(50);
    Path first = temporary.resolve("first link");
    Files.createSymbolicLink(first, Path.of("a home", "tokenstorm"));
    Path second = Files.createSymbolicLink(bin.resolve("ts"), first);
    assertThat(start(second, Map.of(), "run").out())
        .isEqualTo("<-jar><" + jar.toRealPath() + "><run>");
  }

  @Test
  void whatIsMissingIsSaidInOneLineAndOnlyWhenItIsNeeded() throws Exception {
    Files.delete(bin.resolve("mvn"));
    assertFails("Maven");
    Files.delete(bin.resolve("javac"));
    assertFails("JDK");
    jar(50);
    assertThat(start(home.resolve("tokenstorm"), Map.of()).code()).isEqualTo(7);
    tool("java", JAVA.formatted("11.0.2"));
    assertFails("17 or later");
    tool("java", JAVA.formatted("1.8.0_402"));
    assertFails("17 or later");
    Files.delete(bin.resolve("java"));
    assertFails("there is no java");
  }

  @Test
  void aBuildThatFailsEndsIt() throws Exception {
    tool("mvn", "#!/bin/sh\nexit 1\n");
    Ended ended = start(home.resolve("tokenstorm"), Map.of());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).endsWith("tokenstorm: the build failed; what it says is above\n");
  }

  @Test
  void javaHomeGoesBeforeThePath() throws Exception {
    jar(50);
    Path jdk = temporary.resolve("a jdk");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, JAVA.formatted("25"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String javaHome = jdk.toString();
    tool("java", "#!/bin/sh\nexit 1\n");
    assertThat(start(home.resolve("tokenstorm"), Map.of("JAVA_HOME", javaHome)).out())
        .startsWith("<-jar>");
    Ended missing = start(home.resolve("tokenstorm"), Map.of("JAVA_HOME", "/nowhere"));
    assertThat(missing.err()).contains("/nowhere/bin/java").hasLineCount(1);
  }

  private void assertFails(String reason) throws Exception {
    Ended ended = start(home.resolve("tokenstorm"), Map.of());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("tokenstorm: ").contains(reason).hasLineCount(1);
  }

  private Ended start(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void jar(int secondsAgo) throws IOException {
    Files.createDirectories(jar.getParent());
    age(Files.createFile(jar), secondsAgo);
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private void tool(String name, String script) throws IOException {
    Files.writeString(bin.resolve(name), script);
    assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  /** Puts a tool of the system on the PATH. */
  private void lend(String name) throws IOException {
    Path usual = Path.of("/usr/bin", name);
    Path tool = Files.exists(usual) ? usual : Path.of("/bin", name);
    tool(name, "#!/bin/sh\nexec " + tool + " \"$@\"\n");
  }

  private record Ended(int code, String out, String err) {}
}
