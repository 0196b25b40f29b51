package dev.fairlead.tools;

/** Looks at the installation. Safe for use by many threads. */
@FunctionalInterface
public interface Checkup {
  /**
   * How it is, without secrets.
   *
   * @param probe whether the vendors are asked, too, which takes a few seconds at most; else the
   *     network is left alone
   * @throws InterruptedException if the calling thread was interrupted
   */
  Health look(boolean probe) throws InterruptedException;
}
