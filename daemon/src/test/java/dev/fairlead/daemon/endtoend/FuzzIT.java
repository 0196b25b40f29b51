package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Frames that were damaged in every way: bytes, JSON, what a field holds, the order of messages.
 * Each request that is one has exactly one answer, and nothing else has one.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FuzzIT {
  private static final long SEED = 20261124;
  private static final int FRAMES = Boolean.getBoolean("fairlead.full") ? 20_000 : 2_000;
  private static final int ROUND = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String MODERN =
      "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{'roots':{},'elicitation':{},'extensions':{'io.modelcontextprotocol/tasks':{}}}}";

  private static final List<String> VALID =
      List.of(
          "{'jsonrpc':'2.0','id':0,'method':'ping'}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/list','params':{}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'version','arguments':{}}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'listmodels','arguments':{},'_meta':{'progressToken':7}}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'chat','arguments':{'prompt':''}}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'result','arguments':{'partial':true}}}",
          "{'jsonrpc':'2.0','id':0,'method':'prompts/list'}",
          "{'jsonrpc':'2.0','id':0,'method':'prompts/get','params':{'name':'chat','arguments':{'prompt':'hello'}}}",
          "{'jsonrpc':'2.0','id':0,'method':'resources/list','params':{'cursor':null}}",
          "{'jsonrpc':'2.0','id':0,'method':'resources/read','params':{'uri':'fairlead://version'}}",
          "{'jsonrpc':'2.0','id':0,'method':'resources/subscribe','params':{'uri':'fairlead://models'}}",
          "{'jsonrpc':'2.0','id':0,'method':'logging/setLevel','params':{'level':'emergency'}}",
          "{'jsonrpc':'2.0','id':0,'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'chat'},'argument':{'name':'model','value':'k'}}}",
          "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'f','version':'1'}}}",
          "{'jsonrpc':'2.0','method':'notifications/initialized'}",
          "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':'never asked'}}",
          "{'jsonrpc':'2.0','method':'notifications/roots/list_changed'}",
          "{'jsonrpc':'2.0','id':'never asked','result':{}}",
          "{'jsonrpc':'2.0','id':'never asked','error':{'code':-1,'message':'no'}}",
          "{'jsonrpc':'2.0','id':0,'method':'server/discover','params':{" + MODERN + "}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/list','params':{" + MODERN + "}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'version','arguments':{},"
              + MODERN
              + "}}",
          "{'jsonrpc':'2.0','id':0,'method':'tools/call','params':{'name':'chat','arguments':{'prompt':''},'inputResponses':{'a':{}},'requestState':'a.b',"
              + MODERN
              + "}}",
          "{'jsonrpc':'2.0','id':0,'method':'resources/read','params':{'uri':'fairlead://version',"
              + MODERN
              + "}}",
          "{'jsonrpc':'2.0','id':0,'method':'tasks/get','params':{'taskId':'none',"
              + MODERN
              + "}}");

  private static final List<String> ODD =
      List.of(
          "null", "true", "-1", "1e400", "''", "[]", "{}", "[[[[]]]]", "'\\u0000'", "'kimi-k3'");

  @TempDir private Path directory;
  private final Random random = new Random(SEED);
  private final Map<Object, String> sent = new HashMap<>();
  private final Set<Object> cancelled = new HashSet<>();
  private int lastId = 1_000_000;

  @Test
  void whatever_comes_each_request_has_its_answer_and_nothing_else_has() throws Exception {
    try (House house = new House(directory);
        DaemonProcess daemon = house.daemon().initialized()) {
      Map<Object, Integer> asked = new HashMap<>();
      long early = 0;
      for (int sent = 0; sent < FRAMES; sent += ROUND) {
        for (int i = 0; i < ROUND; i++) {
          send(daemon, frame(), asked);
        }
        assertThat(daemon.request("ping", Map.of()).has("result")).isTrue();
        early = sent == FRAMES / 4 / ROUND * ROUND ? resident(daemon) : early;
      }
      awaitAnswers(daemon, asked);

      assertThat(difference(asked, answers(daemon))).isEmpty();
      assertThat(resident(daemon) - early).as("KiB more in memory").isLessThan(128 << 10);
      assertThat(daemon.stderr()).doesNotContain("a message was dropped");
    }
  }

  /** What was sent under each id whose answers are not as many as its requests. */
  private Map<Object, String> difference(
      Map<Object, Integer> asked, Map<Object, Integer> answered) {
    Map<Object, String> difference = new HashMap<>();
    Set<Object> all = new HashSet<>(asked.keySet());
    all.addAll(answered.keySet());
    for (Object id : all) {
      int missing = asked.getOrDefault(id, 0) - answered.getOrDefault(id, 0);
      if (missing != 0 && !(missing > 0 && cancelled.contains(id))) {
        difference.put(id, answered.get(id) + " answers to " + sent.get(id));
      }
    }
    return difference;
  }

  private void send(DaemonProcess daemon, byte[] bytes, Map<Object, Integer> asked) {
    for (byte[] line : lines(bytes)) {
      Object id = idOfRequest(line);
      cancelled.add(idOfCancelled(line));
      if (id != null) {
        asked.merge(id, 1, Integer::sum);
        sent.merge(id, new String(line, StandardCharsets.UTF_8), String::concat);
      }
      daemon.send(line);
    }
  }

  /** The lines that a reader sees in those bytes, each with its end. */
  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : bytes) {
      line.write(b);
      if (b == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      }
    }
    line.write('\n');
    lines.add(line.toByteArray());
    return lines;
  }

  /** The id of a request that may have no answer for that reason, or something that is none. */
  private static Object idOfCancelled(byte[] line) {
    try {
      JsonNode node = JSON.readTree(line);
      JsonNode id = node.path("params").path("requestId");
      return id.isIntegralNumber() ? (Object) id.asLong() : id.asString("no request");
    } catch (JacksonException _) {
      return "no request";
    }
  }

  /** The id that an answer must carry, or null where none need have one. */
  private static @Nullable Object idOfRequest(byte[] line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException _) {
      return null;
    }
    JsonNode id = node.path("id");
    boolean isId = id.isString() || (id.isIntegralNumber() && id.canConvertToLong());
    boolean isResponse =
        node.path("jsonrpc").asString("").equals("2.0")
            && (node.path("method").isMissingNode() || node.path("method").isNull())
            && (node.has("result") || node.has("error"));
    return node.isObject() && isId && !isResponse
        ? id.isString() ? id.asString() : id.asLong()
        : null;
  }

  private void awaitAnswers(DaemonProcess daemon, Map<Object, Integer> asked)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!difference(asked, answers(daemon)).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  private static Map<Object, Integer> answers(DaemonProcess daemon) {
    Map<Object, Integer> answers = new HashMap<>();
    for (JsonNode message : daemon.unasked()) {
      JsonNode id = message.path("id");
      if (!message.has("method") && !id.isMissingNode()) {
        answers.merge(id.isString() ? id.asString() : id.asLong(), 1, Integer::sum);
      }
    }
    return answers;
  }

  private byte[] frame() {
    String text = VALID.get(random.nextInt(VALID.size())).replace('\'', '"');
    JsonNode tree = JSON.readTree(text);
    if (tree.path("id").isInt()) {
      ((ObjectNode) tree).put("id", ++lastId);
    }
    return switch (random.nextInt(4)) {
      case 0 -> bytes(tree);
      case 1 -> damaged(bytes(tree));
      case 2 -> bytes(changed(tree));
      default -> bytes(swapped(tree));
    };
  }

  private static byte[] bytes(JsonNode tree) {
    return JSON.writeValueAsBytes(tree);
  }

  /** One to four bytes flipped, put in, taken out, doubled, or the rest cut off. */
  private byte[] damaged(byte[] frame) {
    byte[] bytes = frame;
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(bytes.length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, at);
      int rest = at + 1;
      switch (random.nextInt(5)) {
        case 0 -> out.write(bytes[at] ^ (1 << random.nextInt(8)));
        case 1 -> {
          out.write(random.nextInt(256));
          rest = at;
        }
        case 2 -> {}
        case 3 -> {
          out.write(bytes[at]);
          rest = at;
        }
        default -> rest = bytes.length;
      }
      out.write(bytes, rest, bytes.length - rest);
      bytes = out.size() == 0 ? new byte[] {'{'} : out.toByteArray();
    }
    return bytes;
  }

  /** A value somewhere becomes another, of any kind; or it goes, or is joined by a stranger. */
  private JsonNode changed(JsonNode tree) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(tree, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>(object.propertyNames());
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(3)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, odd());
      default -> object.set("stranger", odd());
    }
    return tree;
  }

  private JsonNode odd() {
    String text = ODD.get(random.nextInt(ODD.size()));
    return text.equals("1e400")
        ? JSON.readTree("12345678901234567890")
        : JSON.readTree(text.replace('\'', '"'));
  }

  private static void collect(JsonNode node, List<ObjectNode> into) {
    if (node instanceof ObjectNode object) {
      into.add(object);
    }
    node.forEach(child -> collect(child, into));
  }

  /** The parameters of another message, or the message in an array. */
  private JsonNode swapped(JsonNode tree) {
    if (random.nextInt(8) == 0) {
      ArrayNode batch = JSON.createArrayNode();
      batch.add(tree);
      return batch;
    }
    JsonNode other = JSON.readTree(VALID.get(random.nextInt(VALID.size())).replace('\'', '"'));
    ((ObjectNode) tree)
        .set(
            "params",
            other.path("params").isMissingNode() ? JSON.createObjectNode() : other.path("params"));
    return tree;
  }

  /** KiB that the process has in memory; 0 where that cannot be seen. */
  private static long resident(DaemonProcess daemon) throws IOException {
    Path status = Path.of("/proc/" + daemon.handle().pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
