package dev.tokenstorm.ledger;

import java.util.Locale;

/** The answer to an operator's command. */
public enum CommandAnswer {
  /** The server carried it out, or will. */
  TAKEN,
  /** It came too late: the activity had closed, or was about to. */
  LATE,
  /** It had another error, so that nobody knows whether it was carried out. */
  FAILED;

  /** Lower-case name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
