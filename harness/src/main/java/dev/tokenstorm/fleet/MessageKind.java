package dev.tokenstorm.fleet;

import dev.tokenstorm.link.Frame;
import java.util.Optional;

/**
 * The messages between a fleet's coordinator and its cells. The order is a part of the protocol:
 * new ones stand last.
 */
enum MessageKind {
  /** A cell is there, and says which program it is. */
  HELLO,
  /** The coordinator tells a cell its plan. */
  PLAN,
  /** A cell has connected, and its worker polls. */
  READY,
  /** The coordinator says in how many nanoseconds to begin. */
  BEGIN,
  /** A cell has heard that at this moment. */
  HEARD,
  /** A cell has begun, so many nanoseconds late by its own clock. */
  BEGUN,
  /** Nothing but a sign of life, of either side. */
  WORD,
  /** A cell tells an interval. */
  INTERVAL,
  /** A cell has done what a phase is for. */
  PHASE_READY,
  /** The coordinator moves all cells on. */
  GO_ON,
  /** A cell has a sentence for the user. */
  NOTE,
  /** The coordinator lets a cell start nothing more, and drain. */
  STOP,
  /** The coordinator lets a cell stop waiting for anything. */
  ABORT,
  /** A cell tells how it ended. */
  RESULT,
  /** A cell says why it cannot run. */
  FAILED,
  /** The coordinator has all that it needs. */
  END;

  /** Changes when a cell of another version would misunderstand. */
  static final int PROTOCOL = 1;

  /** The kind of a frame; empty for one that is not known. */
  static Optional<MessageKind> of(Frame frame) {
    return frame.kind() < values().length ? Optional.of(values()[frame.kind()]) : Optional.empty();
  }

  Frame frame(String text) {
    return new Frame(ordinal(), text);
  }

  Frame frame() {
    return frame("");
  }
}
