package dev.fairlead.providers;

import org.jspecify.annotations.Nullable;

/**
 * A vendor's rules for the fields of a request to one model; data, so that a new model needs no
 * code.
 *
 * @param outputLimit the field that limits the answer
 * @param sampling whether temperature and its like may be sent
 * @param greedy how a temperature of 0 is said
 * @param thinking the fields that control thinking
 * @param earlier how the model is told to keep what it thought in earlier turns
 * @param toolChoice what a request may say about calling functions
 * @param toolStream whether {@code tool_stream} has calls sent while they are made
 * @param tokenizer the id under which the vendor counts tokens for it; null where it does not
 * @param extras how what is more than text reaches the model
 */
public record Parameters(
    OutputLimit outputLimit,
    Sampling sampling,
    Greedy greedy,
    Control thinking,
    Earlier earlier,
    Choices toolChoice,
    boolean toolStream,
    @Nullable String tokenizer,
    Extras extras) {
  /** The rules of a model that does not think, with nothing else out of the common. */
  public Parameters(OutputLimit outputLimit, Sampling sampling) {
    this(
        outputLimit,
        sampling,
        Greedy.TEMPERATURE,
        Control.NONE,
        Earlier.UNSAID,
        Choices.ANY,
        false,
        null,
        Extras.STANDARD);
  }

  /**
   * How what is more than a question in text reaches the model, where vendors differ.
   *
   * @param documents the way of documents
   * @param webSearch the way of the web's search
   * @param images the most images of one request; 0 for the vendor's common limit
   * @param continues whether it goes on from the beginning of an answer
   */
  public record Extras(Documents documents, WebSearch webSearch, int images, boolean continues) {
    /** Documents as parts, the search as a tool, and the vendor's limit on images. */
    public static final Extras STANDARD = new Extras(Documents.PART, WebSearch.TOOL, 0, false);
  }

  /** Whether it goes on from the beginning of an answer. */
  public boolean continues() {
    return extras.continues();
  }

  /** The way of a document to a model. */
  public enum Documents {
    /** The vendor's common way. */
    PART,
    /**
     * As a text that the vendor's parser makes of it; its result is asked for until it is there.
     */
    PARSER,
    /** The same, by the parser that answers at once. */
    PARSER_SYNC
  }

  /** The way of the vendor's search. */
  public enum WebSearch {
    /** As a tool of the chat. */
    TOOL,
    /** As a call of its own before the chat, whose results the model is given. */
    ENDPOINT
  }

  /** The name of the field that limits the answer's tokens. */
  public enum OutputLimit {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  /** Whether a request may set temperature. */
  public enum Sampling {
    /** The vendor fixes it: sending another value is an error, so nothing is sent. */
    FIXED,
    /** From 0 to 1. */
    FREE
  }

  /** How a temperature of 0 is said. */
  public enum Greedy {
    /** As the number. */
    TEMPERATURE,
    /** As {@code do_sample: false}, without the number. */
    DO_SAMPLE
  }

  /** The fields that control thinking. */
  public enum Control {
    /** There are none. */
    NONE,
    /** {@code thinking: {type: enabled}} or {@code disabled}. */
    OBJECT,
    /** {@code reasoning_effort} with the vendor's word; it cannot turn thinking off. */
    EFFORT,
    /** Both of these: the object turns thinking on and off, the word says how hard. */
    OBJECT_AND_EFFORT,
    /** {@code chat_template_kwargs: {thinking: true}}, as servers of Kimi's weights have it. */
    TEMPLATE_THINKING,
    /** {@code chat_template_kwargs: {enable_thinking: true}}, as servers of GLM's weights do. */
    TEMPLATE_ENABLE_THINKING;

    /** Whether it can turn thinking off. */
    public boolean turnsOff() {
      return this != NONE && this != EFFORT;
    }

    /** Whether it says how hard to think. */
    public boolean saysEffort() {
      return this != NONE && this != OBJECT;
    }
  }

  /** How a model is told to keep what it thought in earlier turns, if they are sent back. */
  public enum Earlier {
    /** Not at all: the model does as it does. */
    UNSAID,
    /** {@code keep: all} beside the type. */
    KEEP_ALL,
    /** {@code clear_thinking: false} beside the switch. */
    CLEAR_THINKING
  }

  /** What a request may say about calling functions, beside leaving it to the model. */
  public enum Choices {
    /** Nothing. */
    AUTO,
    /** {@code none} and {@code required}, but no function by name. */
    UNNAMED,
    /** {@code none}, and anything else only while the model does not think. */
    ANY_UNTHINKING,
    /** Anything. */
    ANY
  }
}
