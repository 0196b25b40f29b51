package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Answer;

/**
 * What a request is billed for.
 *
 * @param prompt all tokens of the prompt, cached ones included
 * @param completion all tokens made, reasoning included
 * @param reasoning those of the completion that were thoughts
 * @param cached those of the prompt that were known already
 */
record Usage(int prompt, int completion, int reasoning, int cached) {

  static Usage of(int prompt, int cached, Answer answer) {
    return new Usage(prompt, answer.tokens(), answer.reasoningTokens(), Math.min(cached, prompt));
  }

  int total() {
    return prompt + completion;
  }
}
