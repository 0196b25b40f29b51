package dev.fairlead.providers;

/** Something a model can do, and a call may need. */
public enum Capability {
  /** Reads images. */
  VISION("vision"),
  /** Reasons before it answers. */
  THINKING("thinking"),
  /** Takes documents that are not plain text. */
  FILE_UPLOAD("file_upload"),
  /** Sends its answer while it is being made. */
  STREAMING("streaming"),
  /** Calls functions. */
  TOOL_CALLING("tool_calling"),
  /** Searches the web at the vendor's. */
  WEB_SEARCH("web_search"),
  /** Answers with a JSON document when told to. */
  JSON_OUTPUT("json_output");

  private final String label;

  Capability(String label) {
    this.label = label;
  }

  /** The word for it in catalogs, settings, rows and messages. */
  public String label() {
    return label;
  }
}
