package dev.fairlead.tools.status;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how the installation is, as {@code daemon --check} does; asks no vendor unless it is told
 * to.
 */
public final class StatusTool implements Tool {
  private static final String NAME = "status";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);

  private final Parts parts;

  /** The health of these parts. */
  public StatusTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments(@Field(value = "ask vendors", aka = "doctor") @Nullable Boolean probe) {}

  record Output(
      @Field("ok, degraded, or broken: nothing can be served") String grade,
      @Field("one for each thing that was looked at") List<Found> findings,
      @Field("whether the vendors were asked") boolean probed) {}

  record Found(
      @Field("what was looked at") String what,
      @Field("ok, degraded or broken") String grade,
      @Field("what was found, with the remedy") String detail,
      @Field("the key it is about, by name") @Nullable String key) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Status", "What works, what not, with remedies.", SCHEMA, OUTPUT, null, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    boolean probe = Boolean.TRUE.equals(SCHEMA.read(call.arguments()).probe());
    Health health = parts.checkup().look(probe);
    Map<String, Object> data = new LinkedHashMap<>(health.data());
    data.put("probed", probe);
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        text(health, probe),
        data,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }

  private static String text(Health health, boolean probe) {
    String asked =
        probe ? "The vendors were asked." : "The vendors were not asked: probe true does.";
    return health.verdict() + "\n\n" + String.join("\n", health.lines()) + "\n\n" + asked;
  }
}
