package dev.fairlead.tools.listmodels;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.tools.Field;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model as the list shows it; says the same as data and as a line of the table. */
record Row(
    @Field("id to ask for") String id,
    @Field("other names") List<String> aliases,
    @Field("who serves it") String provider,
    @Field("what it can do") List<String> capabilities,
    @Field("thinking efforts it knows") List<String> efforts,
    @Field("tokens of prompt and answer") int context,
    @Field("most tokens of an answer") int output,
    @Field("USD per million prompt tokens") double inputPrice,
    @Field("USD per million cached tokens") double cachedPrice,
    @Field("USD per million answer tokens") double outputPrice,
    @Field("strength, 1 to 5") int tier,
    @Field("first day without it") @Nullable String retires,
    @Field("whether it can be asked now") boolean available,
    @Field("why it cannot") List<String> reasons) {

  static Row of(Model model, boolean ready, @Nullable Rejection rejection) {
    Retirement end = model.retirement();
    return new Row(
        model.id(),
        model.aliases(),
        model.provider(),
        model.capabilities().stream().sorted().map(Capability::label).toList(),
        model.thinking().efforts().keySet().stream().sorted().map(Effort::label).toList(),
        Math.toIntExact(model.context()),
        Math.toIntExact(model.output()),
        model.price().input(),
        model.price().cached(),
        model.price().output(),
        model.tier(),
        end == null ? null : end.on().toString(),
        ready,
        ready || rejection == null
            ? List.of()
            : rejection.reasons().stream().map(Reason::describe).toList());
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id);
    data.put("aliases", aliases);
    data.put("provider", provider);
    data.put("capabilities", capabilities);
    data.put("efforts", efforts);
    data.put("context", context);
    data.put("output", output);
    data.put("input_price", inputPrice);
    data.put("cached_price", cachedPrice);
    data.put("output_price", outputPrice);
    data.put("tier", tier);
    if (retires != null) {
      data.put("retires", retires);
    }
    data.put("available", available);
    data.put("reasons", reasons);
    return data;
  }

  static String table(List<Row> rows) {
    String ready = rows.stream().filter(Row::available).count() + " of " + rows.size();
    return ready
        + " models can be asked now. Price: USD per million tokens of prompt/cached/answer.\n\n"
        + "| model (aliases) | provider | tier | context/answer | price | can | efforts | now |\n"
        + "|---|---|---|---|---|---|---|---|\n"
        + rows.stream().map(Row::line).collect(Collectors.joining("\n"));
  }

  private String line() {
    String names = aliases.isEmpty() ? id : id + " (" + String.join(", ", aliases) + ")";
    String price = number(inputPrice) + "/" + number(cachedPrice) + "/" + number(outputPrice);
    String now = available ? "ready" : String.join("; ", reasons);
    String end = retires == null ? "" : ", retires " + retires;
    return "| "
        + String.join(
            " | ",
            names,
            provider,
            Integer.toString(tier),
            context + "/" + output,
            price,
            String.join(" ", capabilities),
            String.join(" ", efforts),
            now + end)
        + " |";
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
