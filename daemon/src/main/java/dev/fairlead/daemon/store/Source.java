package dev.fairlead.daemon.store;

import java.sql.Connection;

/** A database with what was kept, in whichever engine, for reading on platform threads. */
public interface Source {
  /**
   * A connection to the newest schema, to be closed after one look.
   *
   * @throws StoreException if it cannot be had
   */
  Connection open() throws StoreException;

  /** What it is called in messages; never with a password. */
  String name();
}
