package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest {

  /** Each row: the arguments after {@code run}, what the sentence names, and the way out in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workflows 0 | --workflows | must be between 1 and 1000000000, not 0.",
        "--workflows -1 | --workflows | must be between",
        "--workflows 1.5 | --workflows | must be a whole number",
        "--workflows 99999999999999999999 | --workflows | must be between",
        "--workflows lots | --workflows | must be a whole number such as 2000, 2k or 1M, not lots.",
        "--workflows | --workflows | Missing required parameter",
        "--workflows 1 --workflows 2 | --workflows | only once",
        "--workflows 1 --duration 1s | --workflows | --duration exclude each other",
        "--duration 0 | --duration | must be between 1ms and 720h",
        "--duration 5 | --duration | must be a duration with a unit",
        "--duration 5parsecs | --duration | must be a duration with a unit",
        "--duration 100000h | --duration | must be between",
        "--in-flight 0 | --in-flight | must be between",
        "--in-flight 5..9 | --in-flight | or a ramp such as 10..200@30s, not 5..9.",
        "--in-flight 5..9@1m --duration 59s | --in-flight | 1m is more than 59s.",
        "--in-flight 5..9@1s --rate 1/s --workflows 5 | --in-flight | one number with --rate",
        "--in-flight 1M --branches 1k --steps 1 | --in-flight | must be at most 10000000",
        "--rate 10/s | --rate | needs --workflows or --duration",
        "--rate 0 --workflows 1 | --rate | must be between 1/h and 1000000/s",
        "--rate 10/y --workflows 1 | --rate | must be a rate such as 200/s",
        "--rate -3/s --workflows 1 | --rate | must be between",
        "--stages 30s | --stages | must have stages such as 30s@100/s or 1m@100/s..1k/s",
        "--stages 30s@1/s,5@9/s | --stages | where it has \"5@9/s\"",
        "--stages 9s@0/s | --stages | must have a stage with a rate above 0.",
        "--stages 9s@1/s --rate 1/s --duration 1s | --rate | --stages exclude each other",
        "--stages 9s@1/s --duration 1s | --duration | leave it out",
        "--stages 9s@1/s --workflows 5 | --workflows | as stages say when to stop",
        "--stages 9s@1/s --warmup 9s | --warmup | must be shorter than --stages",
        "--arrivals poisson | --arrivals | needs --rate or --stages, whose arrivals it spaces.",
        "--arrivals bursty --rate 1/s --duration 1s | --arrivals | must be constant or poisson",
        "--burst 500 | --burst | must have bursts such as 500@10s, where it has 500.",
        "--burst 5@0 --workflows 5 | --workflows | bursts alone say how many to start",
        "--burst 5@0 --arrivals poisson | --arrivals | needs --rate or --stages",
        "--burst 5@1m --rate 1/s --duration 1m | --burst | the run starts workflows for 1m.",
        "--burst 5@1m --stages 1m@1/s | --burst | has 5@1m, which never comes",
        "--burst 5@9s --rate 1/s --workflows 9 | --burst | as --workflows 9 have started by then.",
        "--burst 5@9s --warmup 10s | --warmup | must end before the last burst of --burst",
        "--burst 5@0 --in-flight 4 | --in-flight | which is more than the 4 that --in-flight lets",
        "--fault cut_5s | --fault | must be a time from the run's start and a fault",
        "--fault 1s:kill | --fault | must say stall where it says kill; the faults are cut,",
        "--fault 1s:cut --target null | --fault | must give cut what it can have, as in '30s: cut 5s'",
        "--fault 1s:reset_10% | --fault | the faults are cut, blackhole, blackhole-replies",
        "--fault 1h:reset --target null | --fault | not nothing.",
        "--warmup -1s | --warmup | must be between",
        "--drain-timeout 0 | --drain-timeout | must be between",
        "--branches 0 | --branches | must be between",
        "--branches 1000 --steps 1000 | --branches | must be at most 8000",
        "--steps 1001 | --steps | must be between",
        "--workload signals | --workload | must be greeting or standalone, not signals.",
        "--workload standalone | --target | --target embedded has no standalone activities, which"
            + " --workload standalone starts; give --target null, or name a server of 1.32 or"
            + " later.",
        "--workload standalone --target null --branches 1 | --branches | has no place with"
            + " --workload standalone, whose executions are one activity each; leave it out.",
        "--await-results 5 | --await-results | has no place with --workload greeting, whose worker"
            + " sees each workflow close; leave it out.",
        "--workload standalone --target null --await-results 1001 | --await-results | 1000",
        "--workload standalone --target null --await-results 0 --require result-seen.p99<1s"
            + " | --require | no client waits for results; give --await-results",
        "--workload standalone --target null --steps 1 | --steps | leave it out.",
        "--workload standalone --target null --worker-slots 5 | --worker-slots | has no place with"
            + " --workload standalone, whose executions have no workflow; leave it out.",
        "--workload standalone --target null --workflow-cache 5 | --workflow-cache | leave it out.",
        "--workflows 5 --executions 5 | --executions | --workflows and --executions are two names"
            + " of one setting; give one.",
        "--executions 0 | --executions | must be between 1 and 1000000000, not 0.",
        "--payload-bytes -1 | --payload-bytes | must be between",
        "--payload-bytes 4kb | --payload-bytes | must be a number of bytes",
        "--branches 64 --steps 1 --payload-bytes 70000 | --payload-bytes | lower one of them, such"
            + " as to --branches 59 or --payload-bytes",
        "--branches 3 --payload-bytes 2M | --branches | --branches 3 times --payload-bytes 2000000",
        "--max-attempts 0 | --max-attempts | must be between",
        "--start-to-close-timeout 0s | --start-to-close-timeout | must be between",
        "--heartbeat-timeout 0 | --heartbeat-timeout | must be between",
        "--heartbeat-interval 0 | --heartbeat-interval | must be between",
        "--heartbeat-interval 5s --heartbeat-timeout 5s | --heartbeat-interval | must be shorter",
        "--heartbeat-interval 2m --heartbeat-timeout 1s | --heartbeat-timeout | must be shorter",
        "--heartbeat-interval 60s | --heartbeat-interval | over before its first heartbeat",
        "--workflows 5 --completion-delay 4s --drain-timeout 8s | --drain-timeout | 8s is over before"
            + " the last workflow can close, which takes 8s at least with --steps 2 and"
            + " --completion-delay 4s; make it longer than that, or shorten the delay.",
        "--completion-delay 60s | --completion-delay | 1m is never shorter than"
            + " --start-to-close-timeout 1m",
        "--completion-delay uniform:5s..9s --start-to-close-timeout 5s | --completion-delay |"
            + " uniform:5s..9s is never shorter than --start-to-close-timeout 5s",
        "--completion-delay lognormal:2m,0 | --completion-delay | before it is completed",
        "--completion-delay 9s --heartbeat-timeout 5s | --completion-delay |"
            + " --heartbeat-timeout 5s, so that every attempt times out before it is completed",
        "--complete-by id --max-attempts 1 --completion-delay 61s | --completion-delay | shorten"
            + " the delay",
        "--park 9 --completion-delay 11m | --completion-delay | shorter than",
        "--completers 0 | --completers | must be between 1 and 100000, not 0.",
        "--completer rest | --completer | must be sdk or grpc, not rest.",
        "--complete-by name | --complete-by | must be token or id, not name.",
        "--completion-delay normal:5ms | --completion-delay | must be a delay such as",
        "--completion-delay uniform:9ms..1ms | --completion-delay | the shorter bound first",
        "--outcomes complete=98 | --outcomes | must sum to 100, and these sum to 98.",
        "--outcomes complete=99,fial=1 | --outcomes | must say fail where it says fial",
        "--outcomes complete=100,fail=-0 | --outcomes | a percentage",
        "--outcomes complete=50,complete=50 | --outcomes | must name complete only once",
        "--operate pause=5% | --operate | must say how long a pause lasts, as in pause=5%:2s",
        "--operate pause=5%:0 | --operate | a length between 1ms and 1h, as in",
        "--operate reset=1%:2s | --operate | must give a length to pause alone, not to reset",
        "--operate reste=1% | --operate | must say reset where it says reste",
        "--operate reset | --operate | must give each command a percentage, as in",
        "--operate options=-1% | --operate | must give each command a percentage, as in",
        "--operate reset=1%,reset=2% | --operate | must name reset only once",
        "--operate pause=60%:1s,reset=41% | --operate | to 100 at most, and these sum to 101.",
        "--operate reset=1% --target embedded | --operate | commands pending activities, and --target"
            + " embedded takes no such commands; give --target null, or name a server.",
        "--park 0 | --park | must be between 1 and 10000000, not 0.",
        "--park 9 --in-flight 4 | --in-flight | --in-flight 4 and --branches 2 leave at most 8",
        "--park 9 --workload standalone --target null --in-flight 4 | --in-flight | --in-flight 4"
            + " leaves at most 4 pending.",
        "--park 9 --workflows 4 | --workflows | --workflows 4 and --branches 2 leave at most 8",
        "--park 9 --rate 1/s --duration 4s | --park | that start within 4s have about 8 pending.",
        "--park 999 --rate 1/s --duration 1h | --park | about 600 are pending after half of",
        "--park 9 --outcomes complete=99,abandon=1 | --outcomes | leave abandon and cancel out",
        "--park 9 --heartbeat-timeout 5s | --park | needs --heartbeat-interval, or parked tokens",
        "--worker-pollers 0 | --worker-pollers | must be between 1",
        "--worker-slots 0 | --worker-slots | must be between",
        "--activity-slots 0 | --activity-slots | must be between",
        "--worker wire --activity-slots 5 | --activity-slots | needs --worker sdk",
        "--worker java | --worker | must be sdk or wire",
        "--worker wire --worker-slots 5 | --worker-slots | needs --worker sdk",
        "--workflow-cache 0 | --workflow-cache | must be between",
        "--seed -1 | --seed | must be between 0 and 9007199254740991, not -1.",
        "--seed 9007199254740992 | --seed | must be between",
        "--audit some | --audit | must be none, sample:100",
        "--audit sample:0 | --audit | must have a sample between",
        "--require tokens.lost | --require | a figure, a comparison and a bound",
        "--require token.lost==0 | --require | must say tokens.lost where it says token.lost",
        "--require completion.p99<200/s | --require | with a duration such as 50ms, 1.5s or 1m30s",
        "--require warmup:tokens.lost==0 | --require | the plan has no warm-up; give --warmup",
        "--require workflow-corrected.p99<1s | --require | no intended starts; give --rate",
        "--workload standalone --target null --require resume.p99<1s | --require | has no workflow"
            + " that goes on; ask for execution.",
        "--workload standalone --target null --require workflow-corrected.p99<1s | --require | give"
            + " --rate or ask for execution.",
        "--require-trust maybe | --require-trust | must be on or off, not maybe.",
        "--target embeded | --target | must be embedded, dev-server, null, env or HOST:PORT",
        "--target 10.0.0.5 | --target | must be embedded, dev-server, null, env or HOST:PORT",
        "--target null:latncy=1ms | --target | must say latency where it says latncy",
        "--target null:capacity=fast | --target | capacity=500/s, not fast",
        "--target nul | --target | must be embedded, dev-server, null, env or HOST:PORT",
        "--target host:0 | --target | must have a port between 1 and 65535",
        "--target 10.0.0:7233 | --target | a whole IPv4 address, such as 10.0.0.5:7233, not"
            + " 10.0.0:",
        "--target 10.0.0.500:7233 | --target | a whole IPv4 address",
        "--target [1:2]:7233 | --target | a whole IPv6 address in its brackets",
        "--target https://host:7233 | --target | HOST:PORT",
        "--namespace '' | --namespace | must not be empty",
        "--profile p | --profile | needs --target env",
        "--dev-server-path x | --dev-server-path | needs --target dev-server",
        "--dev-server-arg x --target env | --dev-server-arg | needs --target dev-server",
        "--server-metrics 10.0.0.5:8000 | --server-metrics | must be an http or https address",
        "--server-metrics ftp://a/metrics | --server-metrics | must be an http or https address",
        "--server-metrics http://a:99999/ | --server-metrics | must have a port between 1 and"
            + " 65535",
        "--server-metrics http://a:b@c_d/ | --server-metrics | without user, query and fragment",
        "--server-metrics http://a:b@c/ | --server-metrics | without user, query and fragment",
        "--server-metrics http://a/?key=b | --server-metrics | without user, query and fragment",
        "--metrics-address 9464 | --metrics-address | must be HOST:PORT",
        "--no-metrics --metrics-address h:1 | --no-metrics | exclude each other",
        "--no-metrics --linger 5s | --linger | exclude each other",
        "--linger 5 | --linger | must be a duration",
        "--out /dev/null/x | --out | cannot be created",
        "--out / | --out | must name a folder that does not exist yet",
        "--report verdict.xml | --report | must be junit=FILE, markdown=FILE, or both",
        "--report html=x | --report | must be junit or markdown, not",
        "--report junit= | --report | must not be empty",
        "--report junit=a,junit=b | --report | must name junit only once",
        "--report junit=a,markdown=a | --report | must name a file of its own for each format",
        "--report junit=/nowhere/a.xml | --report | /nowhere is not a folder that can be written"
            + " to",
        "--report junit=/dev/null/a | --report | /dev/null is not a folder that can be written to",
        "--report markdown=/ | --report | must name a file, and",
        "--report markdown=/dev/null | --report | must name a file, and /dev/null is something"
            + " else",
        "--push http://127.0.0.1:4318 | --push | must be otlp=URL, an http or https address",
        "--push otlp=http://u:p@a/v1/metrics | --push | credentials go into"
            + " OTEL_EXPORTER_OTLP_HEADERS.",
        "--push otlp=http://a:99999/ | --push | must have a port between 1 and 65535",
        "--plan /nowhere/plan.yaml | --plan | does not exist",
        "--plan / | --plan | is a folder",
        "--workflow 3 | --workflow | did you mean --workflows?",
        "--inflight 3 | --inflight | did you mean --in-flight?",
        "--vus 10 | --vus | did you mean --in-flight?",
        "--iterations=5 | --iterations is not a flag | did you mean --workflows?",
        "--duration 30s1m | --duration | must be a duration with its larger units first, as in"
            + " 1h30m",
        "--duration 1m30 | --duration | must be a duration with a unit, such as 500ms, 1.5s, 2m or"
            + " 1h30m",
        "--payload-bytes 4kb | --payload-bytes | such as 512, 4KB (4,000) or 4KiB (4,096)",
        "--require workflow.avg<1s | --require | must say workflow.mean where it says workflow.avg",
        "--json=1 | --json | without",
        "surplus | surplus | is neither a flag nor a command",
        "@file | @file | is neither a flag nor a command",
      })
  void eachGetsOneSentenceThatNamesItAndExitCodeTwo(String args, String named, String wayOut) {
    String[] words =
        Arrays.stream(("run " + args).split(" ")).map(this::unquoted).toArray(String[]::new);
    assertRefused(new Terminal(Map.of()), words, named, wayOut);
  }

  @Test
  void aWrongCommandIsMetWithTheNearestOne() {
    assertRefused(new Terminal(Map.of()), new String[] {"rum"}, "rum", "did you mean run?");
    assertRefused(new Terminal(Map.of()), new String[] {}, "tokenstorm", "say what to do");
  }

  @Test
  void aWrongVariableIsNamed() {
    assertRefused(
        new Terminal(Map.of("TOKENSTORM_COMPLETERS", "0")),
        new String[] {"run"},
        "TOKENSTORM_COMPLETERS",
        "must be between 1 and 100000, not 0.");
  }

  /** Each row: words of a command line. What is told of them may stand in the log of a CI job. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run|--api-key=hunter2",
        "run|--api-key|hunter2",
        "run|--header=Authorization: Bearer hunter2",
        "run|-HAuthorization: Bearer hunter2",
        "run|jdbc:postgresql://h/d?password=hunter2",
        "run|https://user:hunter2@host:7233",
        "run|user:hunter2@host:7233",
        "run|--json=hunter2",
        "run|--target|https://user:hunter2@host:7233",
        "run|--target|user:hunter2@host:7233",
        "run|--metrics-address|user:hunter2@host:1",
        "run|--server-metrics|http://user:hunter2@host/metrics",
        "run|--push|otlp=http://user:hunter2@host/v1/metrics",
        "run|--history|jdbc:postgresql://user:hunter2@host/d",
        "run|--history|--history=jdbc:postgresql://user:hunter2@host/d",
        "null-server|--listen|user:hunter2@host:1",
        "clean|--api-key=hunter2",
        "gate|--history|jdbc:postgresql://host/d?password=hunter2",
        "compare|--a|--api-key=hunter2|--b|--worker wire",
        "compare|--a|--api-key hunter2|--b|--worker wire",
        "compare|--a|--target https://user:hunter2@host:7233|--b|--worker wire",
        "compare|--a|--seed 'hunter2|--b|--worker wire",
        "compare|--side|--api-key hunter2",
      })
  void noValueThatMayBeASecretIsRepeated(String words) {
    Shell shell = new Shell();
    assertThat(shell.run(words.split("[|]"))).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).startsWith("tokenstorm: ").hasLineCount(1).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-key: hunter2",
        "api-key=hunter2",
        "target: https://user:hunter2@host:7233",
        "target: *hunter2",
        "history: jdbc:postgresql://user:hunter2@host/d",
        "push: otlp=http://user:hunter2@host/v1/metrics",
      })
  void noValueOfAPlanFileThatMayBeASecretIsRepeated(String line, @TempDir Path folder)
      throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), line + "\n");
    Shell shell = new Shell();
    assertThat(shell.run("run", "--plan", plan.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).startsWith("tokenstorm: ").hasLineCount(1).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "--namespace",
    "--target",
    "--workflows",
    "--out",
    "--outcomes",
    "--audit",
    "--require",
    "--report",
    "--x"
  })
  void hostileTextIsEscapedAndCut(String flag) {
    String hostile = "\u001b]0;pwned\u0007\r\n\u202e%n${sys:user.name}@|red x|@\0".repeat(200);
    assertRefused(new Terminal(Map.of()), new String[] {"run", flag, hostile}, flag, "");
  }

  private static void assertRefused(Terminal terminal, String[] args, String named, String wayOut) {
    assertThat(terminal.run(args)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.plans()).isEmpty();
    assertThat(terminal.err())
        .startsWith("tokenstorm: ")
        .contains(named, wayOut)
        .hasSizeLessThan(500)
        .matches("\\P{Cntrl}+\\R");
  }

  private String unquoted(String word) {
    return word.equals("''") ? "" : word;
  }
}
