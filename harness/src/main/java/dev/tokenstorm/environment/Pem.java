package dev.tokenstorm.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file. Printing it does not print its content.
 *
 * @param label the words after BEGIN
 * @param encrypted whether the block must be decrypted before use
 * @param der the decoded bytes; empty if the base64 is broken
 */
record Pem(String label, boolean encrypted, Optional<byte[]> der) {
  static final String CERTIFICATE = "CERTIFICATE";

  private static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * Header lines, such as {@code Proc-Type: 4,ENCRYPTED}, before the base64 of an encrypted key of
   * an older format.
   */
  private static final Pattern HEADER = Pattern.compile("(?m)^[A-Za-z0-9-]+:.*$");

  /** Returns all blocks of a file, in their order. Text around the blocks is ignored. */
  static List<Pem> blocks(byte[] content) {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      String label = matcher.group(1);
      String body = matcher.group(2);
      boolean encrypted = label.startsWith("ENCRYPTED ") || body.contains("4,ENCRYPTED");
      blocks.add(new Pem(label, encrypted, decoded(HEADER.matcher(body).replaceAll(""))));
    }
    return List.copyOf(blocks);
  }

  /**
   * Returns what is wrong with a block that is begun and is no whole one, in words that follow
   * "which"; empty if there is no such block.
   */
  static Optional<String> fault(byte[] content) {
    String rest = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1)).replaceAll("");
    int begin = rest.indexOf(BEGIN);
    if (begin < 0) {
      return Optional.empty();
    }
    return Optional.of(
        rest.indexOf(END, begin) < 0
            ? "breaks off before its line -----END"
            : "has a line -----END that does not fit its line -----BEGIN");
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s+", "")));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  boolean isCertificate() {
    return label.equals(CERTIFICATE);
  }

  boolean isPrivateKey() {
    return label.equals(PRIVATE_KEY) || label.endsWith(" " + PRIVATE_KEY);
  }

  /** Returns what the block is, in words that follow "is". */
  String words() {
    if (isCertificate()) {
      return "a certificate";
    }
    if (encrypted) {
      return "an encrypted private key";
    }
    return isPrivateKey() ? "a private key" : "no key or certificate but " + label;
  }

  @Override
  public String toString() {
    return label;
  }
}
