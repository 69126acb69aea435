package dev.tokenstorm.server;

/** Makes one line of an exception. */
public final class Sentences {
  private static final int LONGEST = 200;

  private Sentences() {}

  /** The message of the deepest cause that has one, on one line, without its class's name. */
  public static String rootMessage(Throwable throwable) {
    String message = throwable.getClass().getSimpleName();
    for (Throwable at = throwable; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        message = at.getMessage();
      }
    }
    String line = message.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
