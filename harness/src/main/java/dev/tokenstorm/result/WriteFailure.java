package dev.tokenstorm.result;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Says why a file cannot be written, in words that end a sentence. */
public final class WriteFailure {
  private static final Pattern OF_THE_DISK =
      Pattern.compile("no space|quota|input/output|file too large", Pattern.CASE_INSENSITIVE);

  private WriteFailure() {}

  /** Returns the reason, such as {@code No space left on device}, without the name of the file. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "its folder is gone";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return reason != null ? reason : failure.getClass().getSimpleName();
  }

  /** Returns whether the disk is full or broken, so that no flag is wrong. */
  public static boolean isOfTheDisk(IOException failure) {
    return OF_THE_DISK.matcher(reason(failure)).find();
  }
}
