package dev.tokenstorm.server;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Optional;

/**
 * A proxy is told by this class who this is. The JDK has no properties for it, so the names are
 * those that other tools of Java use. Nothing but a proxy is told.
 */
public final class ProxyPassword extends Authenticator {
  static final String USER = "https.proxyUser";
  static final String PASSWORD = "https.proxyPassword";

  private ProxyPassword() {}

  /** Answers proxies from now on with what the JVM's properties say then, if they say something. */
  public static void install() {
    Authenticator.setDefault(new ProxyPassword());
  }

  @Override
  @SuppressWarnings("NullAway") // The JDK's way to say that there is none.
  protected PasswordAuthentication getPasswordAuthentication() {
    Optional<String> user = Optional.ofNullable(System.getProperty(USER));
    return getRequestorType() == RequestorType.PROXY && user.isPresent()
        ? new PasswordAuthentication(user.get(), System.getProperty(PASSWORD, "").toCharArray())
        : null;
  }
}
