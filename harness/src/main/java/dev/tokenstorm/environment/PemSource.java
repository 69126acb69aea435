package dev.tokenstorm.environment;

import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.ShellWord;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The place and the content of a key or a certificate. Printing it does not print the content. */
final class PemSource {
  /** Far more than a chain of certificates has, in bytes. */
  private static final int MOST_BYTES = 1 << 20;

  private final String subject;
  private final String file;
  private final byte[] content;

  private PemSource(String subject, String file, byte[] content) {
    this.subject = subject;
    this.file = file;
    this.content = content;
  }

  /** Reads a file. */
  static PemSource file(ProfileValue path) {
    if (path.text().contains("-----BEGIN") || path.text().lines().count() > 1) {
      // The text is not shown, because it may be the key itself.
      throw new UsageException(
          path.origin()
              + " holds data where it must name a file; give the data as …_data instead.");
    }
    String shown = Printable.shown(path.text());
    String subject = path.origin() + " names " + shown;
    try {
      String word = ShellWord.of(Printable.escaped(path.text()));
      return new PemSource(subject, word, BoundedFile.bytes(Path.of(path.text()), MOST_BYTES));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UsageException(subject + ", which does not exist.");
    } catch (IOException e) {
      String reason = Files.isDirectory(Path.of(path.text())) ? "is a folder" : "cannot be read";
      throw new UsageException(subject + ", which " + reason + ".");
    }
  }

  /**
   * Takes data that the profile itself holds.
   *
   * @param standIn file name that commands in messages use for the data
   */
  static PemSource inline(ProfileValue data, String standIn) {
    return new PemSource(
        data.origin() + " holds data", standIn, data.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the setting and the file, as the subject of a sentence. */
  String subject() {
    return subject;
  }

  /** Returns the file as a command in a message names it. */
  String file() {
    return file;
  }

  byte[] content() {
    return content.clone();
  }

  /**
   * Returns an error in one sentence.
   *
   * @param what what is wrong with the file
   * @param wayOut what the user can do
   */
  UsageException refused(String what, String wayOut) {
    return new UsageException(subject + ", which " + what + "; " + wayOut + ".");
  }

  @Override
  public String toString() {
    return subject;
  }
}
