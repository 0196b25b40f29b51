package dev.fairlead.simulator;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kimi's count of tokens before a chat, and its balance. */
final class KimiAccount implements Desk {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;

  KimiAccount(World world) {
    this.world = world;
  }

  @Override
  public boolean serve(Visit visit) throws IOException {
    switch (visit.call().method() + " " + visit.call().path()) {
      case "POST /tokenizers/estimate-token-count" -> estimate(visit);
      case "GET /users/me/balance" -> balance(visit);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void estimate(Visit visit) throws IOException {
    Optional<Ask> ask = Ask.of(visit.call());
    if (ask.isEmpty()) {
      visit.send(KimiErrors.noModel(visit.call().model()));
      return;
    }
    ObjectNode root = JSON.createObjectNode();
    root.putObject("data").put("total_tokens", ask.get().promptTokens());
    visit.send(root);
  }

  private void balance(Visit visit) throws IOException {
    double left = world.balance();
    ObjectNode root = JSON.createObjectNode().put("code", 0);
    root.putObject("data")
        .put("available_balance", left)
        .put("voucher_balance", 0.0)
        .put("cash_balance", left);
    visit.send(root.put("scode", "0x0").put("status", true));
  }
}
