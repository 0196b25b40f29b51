package dev.fairlead.simulator;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** A text in pieces of a length, never inside a character; made as they are taken. */
final class Pieces implements Iterable<String> {
  private final String text;
  private final int length;

  Pieces(String text, int length) {
    this.text = text;
    this.length = length;
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < text.length();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int end = Math.min(text.length(), at + length);
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
          end++;
        }
        String piece = text.substring(at, end);
        at = end;
        return piece;
      }
    };
  }
}
