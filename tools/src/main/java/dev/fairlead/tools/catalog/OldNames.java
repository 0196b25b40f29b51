package dev.fairlead.tools.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names under which servers that came before had their tools. */
public final class OldNames {
  private static final List<String> SUFFIXES =
      List.of("_exai-ws", "-exai-ws", "_exai_ws", "-exai_ws");

  /** By what a tool was called, the one that does its work now. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("deepthink", "thinkdeep"),
          Map.entry("thinkdeeper", "thinkdeep"),
          Map.entry("review", "codereview"),
          Map.entry("apilookup", "web_search"),
          Map.entry("glm_web_search", "web_search"),
          Map.entry("smart_file_query", "ask_files"),
          Map.entry("kimi_upload_files", "ask_files"),
          Map.entry("kimi_upload_and_extract", "ask_files"),
          Map.entry("kimi_chat_with_files", "ask_files"),
          Map.entry("kimi_multi_file_chat", "ask_files"),
          Map.entry("glm_upload_file", "ask_files"),
          Map.entry("glm_multi_file_chat", "ask_files"),
          Map.entry("smart_file_download", "files"),
          Map.entry("kimi_manage_files", "files"),
          Map.entry("kimi_chat_with_tools", "chat"),
          Map.entry("kimi_intent_analysis", "route_explain"),
          Map.entry("glm_payload_preview", "route_explain"),
          Map.entry("provider_capabilities", "listmodels"),
          Map.entry("kimi_capture_headers", "decisions"),
          Map.entry("toolcall_log_tail", "decisions"),
          Map.entry("activity", "decisions"),
          Map.entry("health", "status"),
          Map.entry("self-check", "status"),
          Map.entry("test_echo", "version"));

  private OldNames() {}

  /** What a tool of that name is called now; the same name if nothing is known of it. */
  public static String now(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      if (plain.endsWith(suffix)) {
        plain = plain.substring(0, plain.length() - suffix.length());
        return NAMES.getOrDefault(plain, plain);
      }
    }
    return NAMES.getOrDefault(plain, name);
  }
}
