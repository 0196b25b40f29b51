package dev.fairlead.routing;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.routing.journal.Decision;

/**
 * What a model said, and how it came to be asked.
 *
 * @param text the answer
 * @param reasoning what the model thought before, empty if it did not say
 * @param finish why it stopped
 * @param decision how it was chosen and what it took; already in the journal
 */
public record Answer(String text, String reasoning, ChatEvent.Reason finish, Decision decision) {}
