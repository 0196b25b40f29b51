package dev.fairlead.simulator.http;

import java.io.IOException;

/** Bytes that are not an HTTP/1.1 request. */
public final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedRequestException(String message) {
    super(message);
  }
}
