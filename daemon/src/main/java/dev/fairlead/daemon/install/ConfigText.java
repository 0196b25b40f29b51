package dev.fairlead.daemon.install;

import java.util.List;
import java.util.Map;

/**
 * The text of a settings file. An edit gives another text, in which everything that the edit does
 * not name is the same, comments and white space included.
 */
sealed interface ConfigText permits JsonText, TomlText, YamlText {
  /** As it is in the file. */
  String text();

  /** What it says. */
  Map<String, Object> data() throws Uneditable;

  /** With that value there; of an object that is there already, other fields are kept. */
  ConfigText put(List<String> at, Object value) throws Uneditable;

  /** Without what is there, and without the objects around it that have become empty. */
  ConfigText remove(List<String> at) throws Uneditable;

  /** With that element in the list there. */
  ConfigText add(List<String> at, String element) throws Uneditable;

  /** Without that element of the list there. */
  ConfigText take(List<String> at, String element) throws Uneditable;
}
