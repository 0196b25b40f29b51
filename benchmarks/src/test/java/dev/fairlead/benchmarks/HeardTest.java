package dev.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HeardTest {
  private static final String JOB = "0f6f3c52-1111-4222-8333-944455559be1";

  private static Heard of(String reply) {
    return Heard.of(JsonMapper.shared().readTree(reply));
  }

  private static Heard result(boolean error, String text, String meta) {
    return of(
        "{\"id\":1,\"result\":{\"isError\":%s,\"content\":[{\"text\":\"%s\"}],\"_meta\":{%s}}}"
            .formatted(error, text, meta));
  }

  @Test
  void an_answer_is_one_only_if_it_says_something() {
    assertThat(result(false, "hello", "\"dev.fairlead/status\":\"complete\""))
        .isEqualTo(new Heard.Answer());
    assertThat(result(false, " ", "\"dev.fairlead/status\":\"complete\""))
        .isInstanceOf(Heard.Untyped.class);
    assertThat(of("{\"id\":1}")).isInstanceOf(Heard.Untyped.class);
  }

  @Test
  void a_call_that_goes_on_names_its_job_in_either_era() {
    assertThat(
            result(
                false,
                "chat goes on as job " + JOB + " after 4 s",
                "\"dev.fairlead/status\":\"running\""))
        .isEqualTo(new Heard.Job(JOB));
    assertThat(of("{\"id\":1,\"result\":{\"resultType\":\"task\",\"taskId\":\"" + JOB + "\"}}"))
        .isEqualTo(new Heard.Job(JOB));
  }

  @Test
  void an_error_has_the_kind_of_the_last_attempt() {
    String failed = "\"dev.fairlead/status\":\"failed\",\"dev.fairlead/routing\":";

    assertThat(
            result(
                true,
                "no",
                failed + "{\"attempts\":[{\"error\":\"Overloaded\"},{\"error\":\"TimedOut\"}]}"))
        .isEqualTo(new Heard.TypedError("failed, TimedOut"));
    assertThat(
            result(
                true,
                "no",
                failed
                    + "{\"decisions\":[{\"attempts\":[]},{\"attempts\":[{\"error\":\"Empty\"}]}]}"))
        .isEqualTo(new Heard.TypedError("failed, Empty"));
    assertThat(result(true, "no", failed + "{\"attempts\":[]}"))
        .isEqualTo(new Heard.TypedError("failed, no model tried"));
    assertThat(result(true, "no", "\"dev.fairlead/status\":\"refused\"")).isEqualTo(Heard.NO_NOTE);
    assertThat(of("{\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no\"}}"))
        .isEqualTo(new Heard.TypedError("JSON-RPC -32602"));
  }

  @Test
  void an_error_of_the_daemons_own_has_no_kind() {
    assertThat(of("{\"id\":1,\"error\":{\"code\":-32603,\"message\":\"no\"}}"))
        .isInstanceOf(Heard.Untyped.class);
    assertThat(result(true, "no", "")).isInstanceOf(Heard.Untyped.class);
    assertThat(
            result(
                true,
                "chat failed inside the daemon; its log says why",
                "\"dev.fairlead/status\":\"failed\""))
        .isInstanceOf(Heard.Untyped.class);
  }
}
