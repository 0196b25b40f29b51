package dev.fairlead.tools;

import dev.fairlead.providers.Upload;
import java.util.List;

/** The files that went up to the vendors and are kept there. Safe for use by many threads. */
public interface KeptFiles {
  /** None are kept. */
  KeptFiles NONE =
      new KeptFiles() {
        @Override
        public List<Kept> list() {
          return List.of();
        }

        @Override
        public Removal remove(Kept file) {
          return new Removal(true, "");
        }

        @Override
        public Removal forget(Kept file) {
          return new Removal(true, "");
        }
      };

  /**
   * Those there are, the oldest first.
   *
   * @throws Unreadable if that cannot be read now
   * @throws InterruptedException if the calling thread was interrupted
   */
  List<Kept> list() throws Unreadable, InterruptedException;

  /**
   * Removes it at the vendor and here.
   *
   * @throws Unreadable if that cannot be written down now
   * @throws InterruptedException if the calling thread was interrupted
   */
  Removal remove(Kept file) throws Unreadable, InterruptedException;

  /**
   * Forgets it here alone.
   *
   * @throws Unreadable if that cannot be written down now
   * @throws InterruptedException if the calling thread was interrupted
   */
  Removal forget(Kept file) throws Unreadable, InterruptedException;

  /**
   * A file at a vendor.
   *
   * @param upload what is known of it
   * @param key the name of the key that it went up with; of one that is not there any more, its
   *     fingerprint
   * @param orphaned whether that key is not there any more
   */
  record Kept(Upload upload, String key, boolean orphaned) {}

  /**
   * What became of a file.
   *
   * @param gone whether it is remembered no longer
   * @param note what else to know, as a sentence with its name; may be empty
   */
  record Removal(boolean gone, String note) {}
}
