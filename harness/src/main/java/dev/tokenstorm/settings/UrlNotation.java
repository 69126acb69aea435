package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of web pages. What could be a secret in one is refused, since plans are kept. */
final class UrlNotation implements Notation<URI> {
  private static final int LONGEST = 2_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final String PAGE =
      "must be an http or https address without user, query and fragment, such as"
          + " http://10.0.0.5:8000/metrics";

  /** Names of containers have underscores, with which {@link URI} takes no host for one. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[A-Za-z0-9:.%]+])(?::([0-9]{1,9}))?");

  private final String form;

  /** Those of pages of metrics. */
  UrlNotation() {
    this(PAGE);
  }

  /**
   * @param form what an address must be, for whoever gave another text
   */
  UrlNotation(String form) {
    this.form = form;
  }

  @Override
  public URI parse(String text) throws Misfit {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw Misfit.plain(form);
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web
        || text.length() > LONGEST
        || url.getRawAuthority() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      // What is wrong with it may be that there is a password in it.
      throw Misfit.plain(form);
    }
    Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
    if (!authority.matches()) {
      throw Misfit.plain(form);
    }
    String port = authority.group(1);
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT)) {
      throw Misfit.plain("must have a port between 1 and " + HIGHEST_PORT);
    }
    return url;
  }

  @Override
  public String print(URI value) {
    return value.toString();
  }
}
