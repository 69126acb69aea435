package dev.tokenstorm.cli;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.settings.NullServerPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Loopback;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tokenstorm null-server}: serves the null front end to other programs. */
final class NullServerCommand implements Command {
  private static final String LISTEN = "--listen";
  private static final String WITH = "--with";
  private static final String NAMESPACE = "--namespace";

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;

  NullServerCommand(Console console) {
    this.console = console;
    spec.name("null-server");
    spec.addOption(
        option(LISTEN, "HOST:PORT", "Where to listen; port 0 takes a free one", "127.0.0.1:7733"));
    spec.addOption(
        option(
            WITH,
            "OPTIONS",
            "What to do worse than it could: some of the options below, separated by commas",
            "none"));
    spec.addOption(option(NAMESPACE, "NAME", "The namespace, the only one there is", "default"));
    spec.addOption(
        OptionSpec.builder("--debug")
            .type(boolean.class)
            .arity("0")
            .description("Print a stack trace with an unexpected error")
            .build());
    spec.usageMessage()
        .description(
            "Serves the null front end until it is interrupted: as much of Temporal's API as"
                + " workflows made of activities, and standalone activities, need, all in memory,"
                + " at next to no cost. It is no server: nothing is kept. Of closed workflows it"
                + " remembers the last "
                + String.format(Locale.ROOT, "%,d", NullFrontEnd.MOST_CLOSED)
                + ", or as many as 128 MB hold, and as many closed standalone activities. Its"
                + " address is printed once it can be used.")
        .customSynopsis("tokenstorm null-server [FLAG]...")
        .footer(
            "",
            "Options, of --with and of run --target null:OPTIONS",
            "  latency=20ms          hold each completion (complete, fail or cancel, by token or"
                + " id) so long;",
            "  latency=exp:20ms      exponentially distributed with that mean",
            "  drift=20ms/m          hold completions longer by so much per minute (/s, /m, /h) since"
                + " the first",
            "                        start, up to an hour",
            "  rpc-latency=5ms       hold every call but polls; exp: too",
            "  poll-latency=5ms      answer a poll so long after its task was there; exp: too",
            "  capacity=500/s        serve completions one after the other, at this rate; the rest"
                + " wait in line",
            "  limit=500/s           refuse completions beyond it with RESOURCE_EXHAUSTED; a"
                + " second's worth may",
            "                        come at once",
            "  stall=2s@10s          serve nothing for 2 s, 10 s after the first start",
            "  lose-replies=1%%       answer UNAVAILABLE to calls that took effect; polls and"
                + " questions excepted",
            "  duplicate-tasks=1%%    give activity tasks to two polls",
            "  eager                 hand out activities with a workflow task's answer",
            "  no-standalone         have no standalone activities, as a server that has them"
                + " turned off",
            "  operator-commands     let operators pause, unpause, reset and change standalone"
                + " activities",
            "  seed=7                of the random ones; the run's by default, 0 here",
            "",
            "Examples",
            "  tokenstorm null-server",
            "  tokenstorm null-server --listen 127.0.0.1:0 --with latency=20ms,capacity=500/s",
            "  tokenstorm run --target 127.0.0.1:7733");
  }

  private static OptionSpec option(
      String name, String placeholder, String description, String fallback) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(placeholder)
        .description(description + " (default: " + fallback + ")")
        .build();
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    ParseResult given = spec.commandLine().getParseResult();
    NullServerPlan plan =
        NullServerPlan.of(
            given.matchedOptionValue(LISTEN, "127.0.0.1:7733"),
            given.matchedOptionValue(WITH, ""),
            given.matchedOptionValue(NAMESPACE, "default"));
    CountDownLatch interrupted = new CountDownLatch(1);
    try (NullFrontEnd server = start(plan);
        Interrupts signals = Interrupts.handle(interrupted::countDown, interrupted::countDown)) {
      HostPort address = new HostPort(plan.listen().host(), server.port());
      if (!Loopback.isLoopback(address)) {
        console.message(
            "--listen "
                + address
                + " can be reached from other machines, and asks nobody who they are.");
      }
      console.out().println(address);
      console.out().flush();
      interrupted.await();
    }
    return ExitCode.PASSED;
  }

  private static NullFrontEnd start(NullServerPlan plan) {
    try {
      return NullFrontEnd.start(
          new InetSocketAddress(InetAddress.getByName(plan.listen().host()), plan.listen().port()),
          plan.namespace(),
          plan.options(),
          plan.options().seed().orElse(0));
    } catch (IOException e) {
      String reason =
          e instanceof UnknownHostException
              ? "the host name does not resolve"
              : Sentences.rootMessage(e);
      throw new UsageException(
          "--listen %s cannot be served (%s); name a free one, or port 0."
              .formatted(plan.listen(), reason));
    }
  }
}
