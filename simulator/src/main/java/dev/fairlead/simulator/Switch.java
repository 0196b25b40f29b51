package dev.fairlead.simulator;

/** A way in which the real services differ from themselves; all are off at first. */
public enum Switch {
  /** GLM's stream as documented, not as recorded: no {@code object}, {@code finish_reason:null}. */
  GLM_DOCUMENTED_STREAM,
  /** GLM numbers streamed tool calls from 0, and not -1 for all. */
  GLM_COUNTED_TOOL_INDEX,
  /** GLM's errors have a content type. */
  GLM_TYPED_ERRORS,
  /** GLM's errors come without the {@code error} around them. */
  GLM_FLAT_ERRORS,
  /** GLM takes every {@code tool_choice}. */
  GLM_ANY_TOOL_CHOICE,
  /** GLM refuses a {@code request_id} that it has seen, with 1231. */
  GLM_UNIQUE_REQUEST_ID,
  /** GLM tells of a prompt that is too long by {@code finish_reason}, and not by 1261. */
  GLM_OVERFLOW_AS_FINISH,
  /** GLM's list of models is the shorter one that its base was seen to give. */
  GLM_SHORT_MODEL_LIST,
  /**
   * GLM holds callers to the lengths and counts that are documented, and not only to the recorded.
   */
  GLM_DOCUMENTED_LIMITS,
  /** GLM's coding base answers with a newer model than asked for. */
  GLM_CODING_REROUTES,
  /** Kimi's ids and usage as documented: {@code cmpl-}, {@code name:0}, no details. */
  KIMI_DOCUMENTED_SHAPES,
  /** Kimi K3 refuses to have thinking switched off. */
  KIMI_ALWAYS_THINKS,
  /** Kimi's coding plan refuses callers that give a library's name, or none, as their own. */
  KIMI_CODE_AGENTS_ONLY,
  /** Kimi's prefix cache is hit by identical requests only. */
  KIMI_WHOLE_CACHE,
  /** The server of one's own says {@code reasoning_content}, as SGLang and older vLLM do. */
  SELFHOSTED_REASONING_CONTENT,
  /** Its errors come without the {@code error} around them, as older vLLM's. */
  SELFHOSTED_FLAT_ERRORS,
  /** Its tool calls have random ids also where the weights are Kimi's. */
  SELFHOSTED_RANDOM_CALL_IDS
}
