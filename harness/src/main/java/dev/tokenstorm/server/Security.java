package dev.tokenstorm.server;

/** The security of a connection, as far as a failed call's explanation depends on it. */
enum Security {
  /** No TLS, because the target was named by its address. */
  ADDRESS,
  /** No TLS, because the environment's configuration asks for none. */
  PLAINTEXT,
  /** TLS without a client certificate. */
  TLS,
  /** TLS with a client certificate. */
  MUTUAL_TLS;

  boolean isTls() {
    return this == TLS || this == MUTUAL_TLS;
  }

  /** What to do if the target wants TLS, to follow "and" or a comma. */
  String toTls() {
    return this == ADDRESS
        ? "use --target env with a TLS profile"
        : "switch TLS on with TEMPORAL_TLS=true or disabled = false in the profile's tls table";
  }
}
