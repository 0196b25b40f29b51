package dev.fairlead.simulator;

/** Inputs that several tests use. */
final class Samples {
  /** One pixel, 68 bytes. */
  static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBA"
          + "ScY42YAAAAASUVORK5CYII=";

  /** A file with something to say about. */
  static final String FILE =
      """
      --- BEGIN FILE src/Door.java ---
      package demo;

      class Door {
        void open() {
          try {
            Thread.sleep(5000);
          } catch (Exception e) {
            e.printStackTrace();
          }
        }
      }
      --- END FILE src/Door.java ---
      """;

  private Samples() {}
}
