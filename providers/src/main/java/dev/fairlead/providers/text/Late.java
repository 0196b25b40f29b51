package dev.fairlead.providers.text;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made when it is first asked for, once, by a platform thread ({@link PlatformThread}), and
 * not while a class begins: who waits for that holds on to the carrier of its thread. Thread-safe.
 *
 * @param <T> what it is
 */
public final class Late<T> {
  private final String name;
  private final Supplier<T> making;
  private volatile @Nullable T made;

  /**
   * Something that is to be made.
   *
   * @param name of the thread that makes it
   */
  public Late(String name, Supplier<T> making) {
    this.name = name;
    this.making = making;
  }

  /**
   * The same for everybody.
   *
   * @throws RuntimeException as the making does, which the next one tries again
   */
  public T get() {
    T known = made;
    return known == null ? make() : known;
  }

  private synchronized T make() {
    T known = made;
    if (known == null) {
      known = PlatformThread.call(name, making::get);
      made = known;
    }
    return known;
  }
}
