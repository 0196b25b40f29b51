package dev.fairlead.tools.files;

/**
 * How large files may be, in bytes.
 *
 * @param text the largest text
 * @param attachment the largest image or document
 */
public record Limits(long text, long attachment) {
  /** A mebibyte of text, 20 for what is attached. */
  public static final Limits STANDARD = new Limits(1L << 20, 20L << 20);
}
