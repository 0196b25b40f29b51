package dev.fairlead.daemon.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EditTest {
  private static final Map<String, Object> ENTRY = entry();

  private static final Edit JSON = new Edit.Put(List.of("mcpServers", "fairlead"), ENTRY);
  private static final Edit TOML = new Edit.Put(List.of("mcp_servers", "fairlead"), ENTRY);

  private static Map<String, Object> entry() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("command", "/opt/fair lead/bin/fairlead");
    entry.put("args", List.of());
    entry.put("timeout", 900);
    entry.put("env", Map.of("ZAI_API_KEY", "${ZAI_API_KEY}"));
    return entry;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n  \"mcpServers\": {\n    \"other\": {\"command\": \"x\"}\n  },\n  \"theme\": \"dark\"\n}\n",
        "{\n\t// servers, as I like them\n\t\"mcpServers\": {\n\t\t\"a\": 1, /* why */\n\t\t\"b\": 2 // last\n\t}\n}",
        "{\r\n    \"x\": [1, 2, {\"y\": \"}\"}],\r\n    \"mcpServers\": {\r\n        \"a\": \"//no comment\"\r\n    }\r\n}\r\n",
        "{\"mcpServers\": {\"a\": {\"command\": \"b\"}}, \"z\": 1}",
        "{\n  \"text\": \"quote \\\" and \\u00e9 \\\\\"\n}\n",
        "\uFEFF{\n  \"a\": 1\n}\n",
      })
  void a_server_put_into_json_and_taken_out_again_leaves_every_byte(String text) throws Uneditable {
    ConfigText before = Format.JSON.read(text);

    ConfigText after = JSON.of(before);

    assertThat(Edit.find(after.data(), List.of("mcpServers", "fairlead", "timeout")))
        .isEqualTo(900);
    assertThat(JSON.of(after)).as("a second time changes nothing").isEqualTo(after);
    assertThat(JSON.undone().of(after).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\n}\n", "{ // nothing yet\n}", "{\"mcpServers\": {}}"})
  void an_empty_file_gets_the_server_and_loses_it_again(String text) throws Uneditable {
    ConfigText after = JSON.of(Format.JSON.read(text));

    assertThat(after.text()).contains("\"fairlead\": {\n", "\"env\": {\n");
    assertThat(JSON.undone().of(after).data()).isEmpty();
  }

  @Test
  void a_trailing_comma_is_as_good_as_none() throws Uneditable {
    ConfigText after =
        JSON.of(Format.JSON.read("{\n  \"mcpServers\": {\n    \"a\": 1,\n  },\n}\n"));

    assertThat(after.data()).containsOnlyKeys("mcpServers");
    assertThat(JSON.undone().of(after).data()).isEqualTo(Map.of("mcpServers", Map.of("a", 1)));
  }

  @Test
  void what_the_user_added_to_the_entry_stays() throws Uneditable {
    String text =
        """
        {
          "mcpServers": {
            "fairlead": {
              "command": "/old/place", // moved
              "disabled": true,
              "env": { "FAIRLEAD_POLICY": "cheap" }
            }
          }
        }
        """;

    String after = JSON.of(Format.JSON.read(text)).text();

    assertThat(after)
        .contains("\"command\": \"/opt/fair lead/bin/fairlead\", // moved")
        .contains("\"disabled\": true")
        .contains("{ \"FAIRLEAD_POLICY\": \"cheap\", \"ZAI_API_KEY\": \"${ZAI_API_KEY}\" }")
        .doesNotContain("/old/place");
  }

  @Test
  void an_element_is_added_once_and_taken_out_again() throws Uneditable {
    Edit add = new Edit.Add(List.of("permissions", "allow"), "mcp__fairlead");
    for (String text :
        List.of(
            "{\n  \"permissions\": {\n    \"allow\": [\n      \"Bash(ls:*)\"\n    ]\n  }\n}\n",
            "{\"permissions\": {\"allow\": [\"a\"], \"deny\": []}}",
            "{\n  \"model\": \"x\"\n}\n")) {
      ConfigText after = add.of(Format.JSON.read(text));
      assertThat(after.text()).containsOnlyOnce("mcp__fairlead");
      assertThat(add.of(after)).isEqualTo(after);
      assertThat(add.undone().of(after).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mcpServers\": [1]}",
        "{\"mcpServers\": {\"a\": 1}",
        "{\"a\": 1, \"a\": 2}",
        "[1]",
        "not JSON",
        "{} {}",
      })
  void what_cannot_be_edited_safely_is_refused(String text) {
    assertThatThrownBy(() -> JSON.of(Format.JSON.read(text))).isInstanceOf(Uneditable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model = \"o\"\n",
        "model = \"o\"",
        "# mine\n[mcp_servers.other]\ncommand = \"x\" # [mcp_servers.fairlead]\nargs = [\n  \"[a]\", # one\n]\n\n[tui]\ntheme = '''\n[mcp_servers.fairlead]\n'''\n",
        "[mcp_servers.\"a.b\"]\r\ncommand = 'x'\r\n",
      })
  void a_table_put_into_toml_and_taken_out_again_leaves_the_rest(String text) throws Uneditable {
    ConfigText after = TOML.of(Format.TOML.read(text));

    assertThat(Edit.find(after.data(), List.of("mcp_servers", "fairlead", "env", "ZAI_API_KEY")))
        .isEqualTo("${ZAI_API_KEY}");
    assertThat(after.text()).startsWith(text);
    assertThat(TOML.of(after)).isEqualTo(after);
    assertThat(TOML.undone().of(after).text().strip()).isEqualTo(text.strip());
  }

  @Test
  void a_table_in_the_middle_is_brought_up_to_date_and_its_neighbours_stay() throws Uneditable {
    String text =
        """
        [mcp_servers.fairlead]
        command = "/old" # once
        enabled = true

        [mcp_servers.fairlead.tools.chat]
        approval_mode = "approve"

        # of the next one
        [mcp_servers.other]
        command = "x"
        """;

    ConfigText after = TOML.of(Format.TOML.read(text));

    assertThat(after.text())
        .contains("command = \"/opt/fair lead/bin/fairlead\"\nenabled = true\n")
        .contains("approval_mode = \"approve\"\n")
        .contains("\n# of the next one\n[mcp_servers.other]\n")
        .doesNotContain("/old");
    assertThat(TOML.undone().of(after).text())
        .isEqualTo("\n# of the next one\n[mcp_servers.other]\ncommand = \"x\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcp_servers = {}\n",
        "mcp_servers.fairlead.command = \"x\"\n",
        "[mcp_servers]\nfairlead = { command = \"x\" }\n",
        "broken = \n",
      })
  void toml_that_is_written_otherwise_is_refused(String text) {
    assertThatThrownBy(() -> TOML.of(Format.TOML.read(text))).isInstanceOf(Uneditable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: mine\nversion: 1.0.0\nmodels: [] # none\n",
        "mcpServers:\n  - name: other\n    command: x\n    args:\n      - a\n\n# the end\nrules: []\n",
        "mcpServers:\n- name: other # flush left\n  command: x\nname: mine\n",
        "name: mine",
      })
  void an_item_put_into_yaml_and_taken_out_again_leaves_every_byte(String text) throws Uneditable {
    ConfigText before = Format.YAML.read(text);

    ConfigText after = JSON.of(before);

    assertThat(Edit.find(after.data(), List.of("mcpServers", "fairlead", "timeout")))
        .isEqualTo(900);
    assertThat(JSON.of(after)).isEqualTo(after);
    assertThat(JSON.undone().of(after).text()).isEqualTo(text);
  }

  @Test
  void an_item_of_yaml_is_brought_up_to_date() throws Uneditable {
    String text =
        "mcpServers:\n  - name: fairlead\n    command: /old\n    cwd: /x # kept\n    args:\n      - a\n";

    assertThat(JSON.of(Format.YAML.read(text)).text())
        .contains("cwd: /x # kept", "command: \"/opt/fair lead/bin/fairlead\"", "args: []")
        .doesNotContain("/old", "- a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcpServers: [{name: a}]\n", "mcpServers: x\n", "a: b: c\n", "- a\n"})
  void yaml_that_is_written_otherwise_is_refused(String text) {
    assertThatThrownBy(() -> JSON.of(Format.YAML.read(text))).isInstanceOf(Uneditable.class);
  }
}
