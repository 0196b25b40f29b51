package dev.fairlead.tools.version;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says which program this is, in which version, on which Java. */
public final class VersionTool implements Tool {
  private static final String NAME = "version";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Schema<Output> OUTPUT = Schema.of(NAME, Output.class);

  private final Parts parts;

  /** The version in these parts. */
  public VersionTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments() {}

  record Output(
      @Field("this program") String name,
      @Field("its version") String version,
      @Field("the Java it runs on") String java) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Version", "Version of this server and of its Java.", SCHEMA, OUTPUT, null, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments {
    SCHEMA.read(call.arguments());
    String java = Runtime.version().toString();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", "fairlead");
    data.put("version", parts.version());
    data.put("java", java);
    return new ToolResult(
        ToolResult.Status.COMPLETE,
        "fairlead " + parts.version() + " on Java " + java,
        data,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        null);
  }
}
