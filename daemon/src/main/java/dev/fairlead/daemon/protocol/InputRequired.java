package dev.fairlead.daemon.protocol;

/** A call cannot go on before its client has answered; it is made again with the answers. */
final class InputRequired extends RuntimeException {
  private static final long serialVersionUID = 1;

  InputRequired() {
    super("the client is asked first", null, false, false);
  }
}
