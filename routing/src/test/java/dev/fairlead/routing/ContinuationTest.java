package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.JSON_OUTPUT;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.continuing;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.ScriptedProvider.Act;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of an answer that broke off. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContinuationTest {
  private static final ProviderError BROKE = new Interrupted("half an ");

  private final Rig rig = new Rig();
  private final ScriptedProvider red = rig.red;
  private final ScriptedProvider blue = rig.blue;

  @BeforeEach
  void models() {
    rig.models =
        List.of(
            continuing(model("red-5", "red", 5, JSON_OUTPUT, WEB_SEARCH)),
            model("blue-3", "blue", 3, JSON_OUTPUT, WEB_SEARCH));
  }

  private static Act halfThen(ProviderError error) {
    return call -> {
      call.say("half an ");
      throw new ProviderException(error);
    };
  }

  private static List<Start> starts(Answer answer) {
    return answer.decision().attempts().stream().map(Attempt::start).toList();
  }

  private static List<Message> sent(ScriptedProvider vendor, int call) {
    return vendor.calls().get(call).request().messages();
  }

  @Test
  void the_same_model_goes_on_from_what_it_said_where_it_can() throws Exception {
    red.then(halfThen(BROKE)).answers("answer");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("half an answer");
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.CONTINUED);
    assertThat(sent(red, 0)).containsExactly(new Message.User("hello"));
    assertThat(sent(red, 1))
        .containsExactly(new Message.User("hello"), new Message.Beginning("half an "));
    assertThat(blue.calls()).isEmpty();
    assertThat(rig.time.pauses()).isEmpty();
  }

  @Test
  void another_model_that_cannot_go_on_begins_anew() throws Exception {
    red.then(halfThen(BROKE)).then(halfThen(BROKE));
    blue.answers("whole");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.CONTINUED, Start.RESTARTED);
    assertThat(sent(blue, 0)).containsExactly(new Message.User("hello"));
    assertThat(answer.decision().attempts().get(1).error()).isEqualTo(new Interrupted("********"));
  }

  @Test
  void no_model_goes_on_from_what_another_said() throws Exception {
    rig.models = List.of(model("red-5", "red", 5), continuing(model("blue-3", "blue", 3)));
    red.then(halfThen(new Unavailable(500)));
    blue.answers("whole");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.RESTARTED);
  }

  @Test
  void another_key_of_the_model_goes_on_too() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    rig.keys = List.of(key("red-a", "red"), key("red-b", "red"));
    red.then(halfThen(new NoBalance())).answers("answer");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("half an answer");
    assertThat(answer.decision().attempts())
        .extracting(Attempt::key)
        .containsExactly("red-a", "red-b");
  }

  @Test
  void an_answer_that_breaks_off_twice_is_joined_once() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(halfThen(BROKE))
        .then(call -> {
          call.say("ans");
          throw new ProviderException(new Interrupted("ans"));
        });
    red.answers("wer");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("half an answer");
    assertThat(sent(red, 2)).contains(new Message.Beginning("half an ans"));
  }

  @Test
  void a_failure_before_more_was_said_loses_nothing() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(halfThen(BROKE)).fails(new Unavailable(503)).answers("answer");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("half an answer");
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.CONTINUED, Start.CONTINUED);
  }

  @Test
  void a_vendor_that_refuses_to_go_on_is_asked_anew() throws Exception {
    red.then(halfThen(BROKE)).fails(new Rejected("400", "no")).answers("whole");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.CONTINUED, Start.RESTARTED);
    assertThat(sent(red, 2)).containsExactly(new Message.User("hello"));
    assertThat(blue.calls()).isEmpty();
  }

  @Test
  void one_that_goes_on_without_a_word_is_not_believed() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(halfThen(BROKE)).then(call -> call.answer("")).answers("whole");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(answer.decision().attempts().get(1).error())
        .isEqualTo(new ProviderError.Empty("stop"));
  }

  @Test
  void one_that_breaks_off_again_without_a_word_is_not_gone_on_from() throws Exception {
    red.then(halfThen(BROKE)).then(_ -> {});
    blue.answers("whole");
    Answer answer = rig.run();
    assertThat(answer.text()).isEqualTo("whole");
    assertThat(answer.decision().attempts().get(1).error())
        .isEqualTo(new Malformed("the answer has no end"));
  }

  @Test
  void nothing_is_built_on_what_was_filtered_or_garbled() throws Exception {
    for (ProviderError error : List.of(new ContentFiltered(), new Malformed("?"))) {
      red.then(halfThen(error)).otherwise(call -> call.answer("whole"));
      blue.answers("whole");
      Answer answer = rig.run();
      assertThat(answer.text()).isEqualTo("whole");
      assertThat(starts(answer)).containsExactly(Start.NEW, Start.RESTARTED);
    }
  }

  @Test
  void a_silence_in_the_middle_is_gone_on_from_too() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(halfThen(new TimedOut(Phase.BETWEEN_EVENTS, Duration.ofMinutes(1)))).answers("answer");
    assertThat(rig.run().text()).isEqualTo("half an answer");
  }

  @Test
  void json_searches_and_calls_of_functions_begin_anew() throws Exception {
    for (var capability : List.of(JSON_OUTPUT, WEB_SEARCH)) {
      red.then(halfThen(BROKE));
      blue.answers("whole");
      Answer answer =
          rig.run(Ask.of("chat", Requirements.NONE.requiring(capability).preferring(STREAMING)));
      assertThat(answer.text()).as(capability.label()).isEqualTo("whole");
    }
    red.then(call -> {
      call.say("half an ");
      call.events().accept(new ChatEvent.ToolCall("1", "f", "{}"));
      throw new ProviderException(BROKE);
    });
    blue.answers("whole");
    assertThat(rig.run().text()).isEqualTo("whole");
  }

  @Test
  void a_call_that_failed_before_any_text_is_simply_new() throws Exception {
    red.fails(new Unavailable(503));
    blue.then(call -> {
      call.say("whole");
      call.events().accept(new Finished(Reason.STOP, "blue-3"));
    });
    assertThat(starts(rig.run())).containsExactly(Start.NEW, Start.NEW);
  }
}
