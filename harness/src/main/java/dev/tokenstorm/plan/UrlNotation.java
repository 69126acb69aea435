package dev.tokenstorm.plan;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of web pages. What could be a secret in one is refused, since plans are kept. */
final class UrlNotation implements Notation<URI> {
  private static final int LONGEST = 2_000;
  private static final String FORM =
      "must be an http or https address without user, query and fragment, such as"
          + " http://10.0.0.5:8000/metrics";

  @Override
  public URI parse(String text) throws Misfit {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw Misfit.plain(FORM);
    }
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web
        || text.length() > LONGEST
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      // What is wrong with it may be that there is a password in it.
      throw Misfit.plain(FORM);
    }
    return url;
  }

  @Override
  public String print(URI value) {
    return value.toString();
  }
}
