package dev.tokenstorm.fault;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a user's command: that of this process, without what may be a secret. All of
 * Temporal's variables and of ours are left out, whatever they hold. So are variables whose names
 * speak of keys, tokens, passwords, credentials, connection strings or headers. Addresses that hold
 * a user, a token or a password are left out as well. The command's file may name exceptions.
 */
public final class ChildEnvironment {
  /** How the variables of Temporal's clients and of this program begin. */
  private static final Pattern NEVER = Pattern.compile("(TEMPORAL|TOKENSTORM)_.*");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|HEADERS|CONNECTION_?STRING).*"
              + "|.*(API|PRIVATE|ACCESS|ACCOUNT|SHARED|SIGNING|ENCRYPTION|MASTER)KEY.*"
              + "|(.*_)?(KEY|KEYS|PASS|SSHPASS|PWD|PAT)(_.*)?|(.*_)?AUTH");

  /** The shell's own, which end as those of passwords may. */
  private static final Pattern FOLDER_NAME = Pattern.compile("(OLD)?PWD");

  /**
   * A user, a token, or a user and a password before a host. A password may hold a slash, so what
   * follows a colon may be one, also where it looks like a port and a path with an {@code @}.
   */
  private static final Pattern SECRET_VALUE =
      Pattern.compile("://([^/@\\s]+|[^/@\\s:]*:[^@\\s]+)@");

  private ChildEnvironment() {}

  /** Whether no command may have a variable, whatever its file says. */
  public static boolean neverHas(String name) {
    return NEVER.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }

  /**
   * Returns the environment of a command.
   *
   * @param ours that of this process
   * @param kept names of variables that the command needs although they may hold secrets
   */
  static Map<String, String> of(Map<String, String> ours, Collection<String> kept) {
    Map<String, String> environment = new TreeMap<>();
    ours.forEach(
        (name, value) -> {
          if (!neverHas(name) && (kept.contains(name) || !maybeSecret(name, value))) {
            environment.put(name, value);
          }
        });
    return environment;
  }

  private static boolean maybeSecret(String name, String value) {
    String plain = name.toUpperCase(Locale.ROOT);
    return (SECRET_NAME.matcher(plain).matches() && !FOLDER_NAME.matcher(plain).matches())
        || SECRET_VALUE.matcher(value).find();
  }
}
