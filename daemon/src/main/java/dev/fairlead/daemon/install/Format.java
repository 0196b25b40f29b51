package dev.fairlead.daemon.install;

/** How a client's file is written. */
enum Format {
  /** With comments and trailing commas, which most clients read. */
  JSON,
  TOML,
  /** Servers are a list of objects with names. */
  YAML;

  /** A text in this format; an empty one says nothing yet. */
  ConfigText read(String text) throws Uneditable {
    return switch (this) {
      case JSON -> JsonText.of(text);
      case TOML -> TomlText.of(text);
      case YAML -> YamlText.of(text);
    };
  }
}
