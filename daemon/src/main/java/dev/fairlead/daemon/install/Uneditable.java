package dev.fairlead.daemon.install;

/** Says why a client's file was left as it is. */
public final class Uneditable extends Exception {
  Uneditable(String message) {
    super(message);
  }
}
