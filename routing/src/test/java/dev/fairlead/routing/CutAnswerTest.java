package dev.fairlead.routing;

import static dev.fairlead.providers.Capability.JSON_OUTPUT;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.routing.testing.Models.continuing;
import static dev.fairlead.routing.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Attempt.Start;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.ScriptedProvider.Act;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of an answer that was cut at its limit of length. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CutAnswerTest {
  private final Rig rig = new Rig();
  private final ScriptedProvider red = rig.red;

  private static Act cutAfter(String text) {
    return call -> {
      call.say(text);
      call.events().accept(new Finished(Reason.LENGTH, call.request().model().id()));
    };
  }

  private static List<Start> starts(Answer answer) {
    return answer.decision().attempts().stream().map(Attempt::start).toList();
  }

  private List<Message> sent(int call) {
    return red.calls().get(call).request().messages();
  }

  @Test
  void it_is_gone_on_with_as_its_own_beginning_where_the_model_can() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(cutAfter("one ")).answers("two");

    Answer answer = rig.run();

    assertThat(answer.text()).isEqualTo("one two");
    assertThat(answer.finish()).isEqualTo(Reason.STOP);
    assertThat(starts(answer)).containsExactly(Start.NEW, Start.CONTINUED);
    assertThat(sent(1)).containsExactly(new Message.User("hello"), new Message.Beginning("one "));
  }

  @Test
  void another_model_is_asked_to_go_on_in_a_turn_of_its_own() throws Exception {
    rig.models = List.of(model("red-5", "red", 5));
    red.then(cutAfter("one ")).then(cutAfter("two ")).answers("three");

    Answer answer = rig.run();

    assertThat(answer.text()).isEqualTo("one two three");
    assertThat(sent(2).subList(0, 2))
        .containsExactly(new Message.User("hello"), new Message.Assistant("one two "));
    assertThat(sent(2).getLast()).isInstanceOf(Message.User.class);
    assertThat(answer.decision().outcome()).isEqualTo(Decision.Outcome.ANSWERED);
  }

  @Test
  void it_stays_cut_after_the_last_continuation() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.otherwise(cutAfter("more "));

    Answer answer = rig.run();

    assertThat(answer.text()).isEqualTo("more ".repeat(4));
    assertThat(answer.finish()).isEqualTo(Reason.LENGTH);
  }

  @Test
  void what_there_is_stands_when_going_on_fails() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(cutAfter("one ")).fails(new Unavailable(503));

    Answer answer = rig.run();

    assertThat(answer.text()).isEqualTo("one ");
    assertThat(answer.finish()).isEqualTo(Reason.LENGTH);
    assertThat(answer.decision().attempts()).hasSize(2);
    assertThat(answer.decision().outcome()).isEqualTo(Decision.Outcome.ANSWERED);
  }

  @Test
  void nothing_is_gone_on_with_after_the_deadline() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5)));
    red.then(call -> {
      call.say("one ");
      call.events().accept(new Finished(Reason.LENGTH, "red-5"));
      rig.time.pass(Duration.ofHours(1));
    });

    assertThat(rig.run().text()).isEqualTo("one ");
    assertThat(red.calls()).hasSize(1);
  }

  @Test
  void json_and_calls_of_functions_stay_cut() throws Exception {
    rig.models = List.of(continuing(model("red-5", "red", 5, JSON_OUTPUT)));
    red.then(cutAfter("{\"a\":"));
    Requirements json = Requirements.NONE.requiring(JSON_OUTPUT).preferring(STREAMING);
    assertThat(rig.run(Ask.of("chat", json)).text()).isEqualTo("{\"a\":");

    red.then(call -> {
      call.events().accept(new ChatEvent.ToolCall("1", "f", "{}"));
      call.say("one ");
      call.events().accept(new Finished(Reason.LENGTH, "red-5"));
    });
    assertThat(rig.run().text()).isEqualTo("one ");
    assertThat(red.calls()).hasSize(2);
  }
}
