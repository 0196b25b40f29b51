package dev.fairlead.daemon.protocol;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** How messages are read and written: as deep and as long as a frame may be. */
final class FrameJson {
  private static final int DEEPEST = 500;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LineReader.LARGEST_FRAME)
                          .build())
                  .build())
          .build();

  private FrameJson() {}
}
