package dev.fairlead.daemon.protocol;

import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.tools.Consent;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the user by way of the client, where the client offers that. In the modern era the question
 * is the call's result, and the answer comes with the call that is made again.
 */
final class ClientConsent implements Consent {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConsent.class);
  private static final String AGREED = "agreed";

  /** A yes or no, as a form. */
  private static final Map<String, Object> FORM =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              AGREED,
              Map.of(
                  "type",
                  "boolean",
                  "title",
                  "Agreed",
                  "description",
                  "true: yes, go on; false: no")),
          "required",
          List.of(AGREED));

  private final McpSyncServerExchange exchange;
  private final RunningRequest running;
  private final Deadline deadline;
  private final Questions questions;

  ClientConsent(
      McpSyncServerExchange exchange,
      RunningRequest running,
      Deadline deadline,
      Questions questions) {
    this.exchange = exchange;
    this.running = running;
    this.deadline = deadline;
    this.questions = questions;
  }

  @Override
  public Answer ask(String question, Runnable waiting) throws InterruptedException {
    if (!offersForms(exchange.getClientCapabilities())) {
      return Answer.UNASKED;
    }
    ModernCall modern = ModernCall.current();
    if (modern != null) {
      return again(modern, question);
    }
    waiting.run();
    return answer(question);
  }

  private static boolean offersForms(@Nullable ClientCapabilities able) {
    return able != null
        && able.elicitation() != null
        && (able.elicitation().form() != null || able.elicitation().url() == null);
  }

  /**
   * The answer that came along, under a key that only this question has: to what has changed since
   * then, nobody has agreed.
   */
  private static Answer again(ModernCall modern, String question) {
    Map<String, Object> params =
        PlainMessages.question(ElicitFormRequest.builder(question, FORM).build());
    String key = "consent-" + digest(question);
    Object given =
        modern.ask(Map.of(key, ModernCall.question("elicitation/create", params))).get(key);
    return given instanceof Map<?, ?> map
        ? answer("accept".equals(map.get("action")), map.get("content"))
        : Answer.UNANSWERED;
  }

  @SuppressWarnings("IllegalCatch") // whatever is wrong with a client's answer, it is none
  private Answer answer(String question) throws InterruptedException {
    ElicitFormRequest request = ElicitFormRequest.builder(question, FORM).build();
    try {
      ElicitResult result = TimedWait.within(patience(), () -> exchange.createElicitation(request));
      return answer(result.action() == ElicitResult.Action.ACCEPT, result.content());
    } catch (TimeoutException _) {
      questions.abandonedBy(running);
      return Answer.UNANSWERED;
    } catch (RuntimeException e) {
      LOG.warn("the client was asked, but gave no answer: {}", e.toString());
      return Answer.UNANSWERED;
    }
  }

  private static Answer answer(boolean accepted, @Nullable Object content) {
    return accepted
            && content instanceof Map<?, ?> fields
            && Boolean.TRUE.equals(fields.get(AGREED))
        ? Answer.YES
        : Answer.NO;
  }

  /** Three quarters of what is left: a model needs time, too. */
  private Duration patience() {
    return deadline.left().multipliedBy(3).dividedBy(4);
  }

  private static String digest(String question) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
