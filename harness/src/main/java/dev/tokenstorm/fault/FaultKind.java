package dev.tokenstorm.fault;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong on purpose, and for how long. All kinds are immutable. */
public sealed interface FaultKind {

  /** Returns the word by which the notation, reports and results name it. */
  String word();

  /** Returns how long it lasts; zero for what is over at once. */
  Duration length();

  /** Returns where it acts, and so who carries it out. */
  default FaultPlace place() {
    return FaultPlace.CONNECTION;
  }

  /** Whether a call that it strikes fails at its own deadline, which may be after the fault. */
  default boolean failsLater() {
    return false;
  }

  /**
   * Returns its word and what tells it from others of that word: two of one title never overlap.
   */
  default String title() {
    return word();
  }

  /**
   * Returns the name of the thread that carries it out. Faults in one lane begin and end one after
   * the other, so one that takes long to do so holds up the rest of them.
   */
  default String lane() {
    return place().thread();
  }

  /**
   * A command of the user's runs, and another undoes it at the end.
   *
   * @param command names it
   * @param length how long until it is undone; zero for what is over once the command is
   */
  record Exec(String command, Duration length) implements FaultKind {
    @Override
    public String word() {
      return "exec";
    }

    @Override
    public String title() {
      return word() + " " + command;
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.COMMAND;
    }

    /** Commands may take long, so each has a lane of its own. */
    @Override
    public String lane() {
      return "faults-exec-" + command;
    }
  }

  /** Open connections are reset, and new ones are refused. */
  record Cut(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "cut";
    }
  }

  /**
   * Bytes vanish both ways, and no connection is reset. At its end those that lost bytes are reset.
   */
  record Blackhole(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "blackhole";
    }
  }

  /** The same for bytes from the target alone, so that calls arrive and their replies do not. */
  record BlackholeReplies(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "blackhole-replies";
    }
  }

  /** Bytes are held both ways, and go on at its end. */
  record Stall(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "stall";
    }
  }

  /**
   * Bytes go on later, each way, in their order.
   *
   * @param mean how much later on average
   * @param spread how far a delay may be from the mean, evenly drawn; zero for the same each time
   */
  record SlowLink(Duration mean, Duration spread, Duration length) implements FaultKind {
    @Override
    public String word() {
      return "delay";
    }
  }

  /**
   * All connections together carry no more than so many bytes per second, each way.
   *
   * @param bytesPerSecond at least 1
   */
  record Bandwidth(long bytesPerSecond, Duration length) implements FaultKind {
    @Override
    public String word() {
      return "bandwidth";
    }
  }

  /**
   * A share of the open connections is reset at once, drawn by the run's seed: at least one.
   *
   * @param share above 0, at most 1
   */
  record Reset(double share) implements FaultKind {
    @Override
    public String word() {
      return "reset";
    }

    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /**
   * The target carries calls out, and some of their replies never come.
   *
   * @param share of the replies that are lost, above 0, at most 1
   * @param method whose replies are lost; empty for those of all methods
   */
  record LoseReplies(double share, Optional<String> method, Duration length) implements FaultKind {
    @Override
    public String word() {
      return "lose-replies";
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.CALL;
    }

    @Override
    public boolean failsLater() {
      return true;
    }
  }

  /** The server's process is killed, and does not come back. */
  record KillServer() implements FaultKind {
    @Override
    public String word() {
      return "kill-server";
    }

    @Override
    public Duration length() {
      return Duration.ZERO;
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.SERVER;
    }
  }

  /**
   * The server's process is killed, and started again on the same data after a while.
   *
   * @param length until it is started; the fault is over when it answers
   */
  record RestartServer(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "restart-server";
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.SERVER;
    }
  }

  /** The server's process is stopped, and goes on later. */
  record PauseServer(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "pause-server";
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.SERVER;
    }
  }

  /**
   * The worker's connections are cut, and what it knows of executions is thrown away. The server is
   * not told. At its end another worker begins.
   */
  record LoseWorker(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "lose-worker";
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.WORKER;
    }
  }

  /** This process starts nothing and completes nothing, as if it had been stopped. */
  record PauseGenerator(Duration length) implements FaultKind {
    @Override
    public String word() {
      return "pause-generator";
    }

    @Override
    public FaultPlace place() {
      return FaultPlace.GENERATOR;
    }
  }
}
