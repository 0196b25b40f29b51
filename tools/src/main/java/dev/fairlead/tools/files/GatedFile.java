package dev.fairlead.tools.files;

import java.util.List;

/** A file as it came through the {@link Gate}: read, or refused with the reason. */
public sealed interface GatedFile {
  /** How the user knows it, mostly a path relative to the workspace. */
  String path();

  /** A file that was read. */
  sealed interface Read extends GatedFile {
    /** Its size on disk. */
    long size();

    /** Of its content on disk, in hexadecimal. */
    String sha256();
  }

  /**
   * A file of text.
   *
   * @param text with line feeds alone, secrets masked
   * @param charset how it was encoded
   * @param masked the secrets that were masked
   */
  record Text(
      String path, long size, String sha256, String text, String charset, List<Secret> masked)
      implements Read {
    public Text {
      masked = List.copyOf(masked);
    }
  }

  /**
   * An image or a document that is not plain text.
   *
   * @param content what it is
   * @param bytes its content; not copied, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
  record Attachment(String path, long size, String sha256, Content content, byte[] bytes)
      implements Read {
    /** What these bytes are, which need not be those of the file. */
    public static Attachment of(String path, Content content, byte[] bytes) {
      return new Attachment(path, bytes.length, Gate.sha256(bytes), content, bytes);
    }
  }

  /**
   * A file that stays where it is.
   *
   * @param why in one word
   * @param message the path, why it was refused and what to do, in one sentence
   */
  record Refused(String path, Why why, String message) implements GatedFile {}

  /** Why a file was refused. */
  enum Why {
    /** It lies outside of the workspace. */
    OUTSIDE,
    /** There is no such file. */
    MISSING,
    /** Its name says that secrets are in it. */
    SECRET,
    /** It is a directory, a pipe, a device or a socket. */
    NOT_REGULAR,
    /** It is neither text, image nor document. */
    BINARY,
    /** It is over the limit. */
    TOO_LARGE,
    /** The system does not let us read it, or its path cannot be understood. */
    UNREADABLE
  }
}
