package dev.fairlead.providers;

import java.util.Arrays;
import java.util.Objects;

/** A piece of what a user says. */
public sealed interface Part {
  /** Plain text. */
  record Text(String text) implements Part {}

  /**
   * An image.
   *
   * @param name what the user calls it, mostly a path
   * @param mediaType such as {@code image/png}
   * @param bytes the file's content; not copied, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes: compared by content below, never copied
  record Image(String name, String mediaType, byte[] bytes) implements Part {
    @Override
    public boolean equals(Object other) {
      return other instanceof Image(String n, String m, byte[] b)
          && n.equals(name)
          && m.equals(mediaType)
          && Arrays.equals(b, bytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, mediaType, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
      return "Image[" + name + ", " + mediaType + ", " + bytes.length + " bytes]";
    }
  }

  /**
   * A document that is not plain text.
   *
   * @param name its file name
   * @param mediaType such as {@code application/pdf}
   * @param bytes the file's content; not copied, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes: compared by content below, never copied
  record Document(String name, String mediaType, byte[] bytes) implements Part {
    @Override
    public boolean equals(Object other) {
      return other instanceof Document(String n, String m, byte[] b)
          && n.equals(name)
          && m.equals(mediaType)
          && Arrays.equals(b, bytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, mediaType, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
      return "Document[" + name + ", " + mediaType + ", " + bytes.length + " bytes]";
    }
  }
}
