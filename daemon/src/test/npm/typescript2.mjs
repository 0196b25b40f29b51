// The TypeScript SDK's second client on the daemon, in each way of finding the revision: legacy, auto, pinned.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [launcher, cwd, mode] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'fairlead-root-'));
writeFileSync(join(root, 'notes.txt'), 'the moon is made of basalt');
const client = new Client(
  { name: 'typescript', version: '2' },
  { capabilities: { roots: {} }, versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode } },
);
let asked = 0;
client.setRequestHandler('roots/list', () => {
  asked++;
  return { roots: [{ uri: pathToFileURL(root).href, name: 'root' }] };
});
await client.connect(new StdioClientTransport({ command: launcher, cwd, env: { ...process.env }, stderr: 'ignore' }));
const modern = mode !== 'legacy';
assert.equal(client.getProtocolEra(), modern ? 'modern' : 'legacy');
assert.equal(client.getServerVersion().name, 'fairlead');
assert.match(client.getInstructions(), /codereview/);
const { tools } = await client.listTools();
assert.ok(tools.length > 3 && tools.every((tool) => tool.inputSchema.type === 'object'));
assert.ok((await client.listPrompts()).prompts.length > 0);
assert.match((await client.getPrompt({ name: 'chat', arguments: { prompt: 'hi' } })).messages[0].content.text, /hi/);
assert.ok((await client.listResources()).resources.length > 0);
assert.ok((await client.listResourceTemplates()).resourceTemplates.length > 0);
assert.match((await client.readResource({ uri: 'fairlead://models' })).contents[0].text, /kimi-k3/);
await assert.rejects(client.readResource({ uri: 'fairlead://nothing/here' }), /there is no resource/);
assert.ok((await client.complete({
  ref: { type: 'ref/prompt', name: 'chat' },
  argument: { name: 'model', value: 'kimi' },
})).completion.values.length > 0);
const told = [];
const result = await client.callTool(
  { name: 'chat', arguments: { prompt: 'hello', files: ['notes.txt'] } },
  { onprogress: (progress) => told.push(progress.progress) },
);
assert.match(result.content[0].text, /hello/);
assert.ok(!result.isError && asked > 0);
assert.ok(told.length > 0 && told.every((value, i) => i === 0 || value > told[i - 1]));
const version = await client.callTool({ name: 'version', arguments: {} });
assert.equal(version.structuredContent.name, 'fairlead');
await assert.rejects(client.callTool({ name: 'codereveiw', arguments: {} }), /did you mean codereview/);
const abort = new AbortController();
const aborted = client.callTool({ name: 'chat', arguments: { prompt: 'hello' } }, { signal: abort.signal });
abort.abort();
await assert.rejects(aborted);
assert.equal((await client.callTool({ name: 'version', arguments: {} })).structuredContent.name, 'fairlead');
if (modern) {
  const subscription = await client.listen({ toolsListChanged: true, promptsListChanged: true });
  assert.equal((await client.listTools()).tools.length, tools.length);
  await subscription.close();
}
await client.close();
rmSync(root, { recursive: true });
console.log('1 passed, 0 failed');
