package dev.fairlead.providers;

/**
 * Carries a {@link ProviderError} up the stack; the only exception an adapter throws on its own.
 */
public final class ProviderException extends Exception {
  private final transient ProviderError error;

  /** The exception of that error. */
  public ProviderException(ProviderError error) {
    super(error.describe());
    this.error = error;
  }

  /** The exception of that error, with what led to it. */
  public ProviderException(ProviderError error, Throwable cause) {
    super(error.describe(), cause);
    this.error = error;
  }

  /** What went wrong. */
  public ProviderError error() {
    return error;
  }
}
