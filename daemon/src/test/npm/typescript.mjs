// The TypeScript SDK's client on the daemon: opens, lists, calls, is told of progress, cancels, closes.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [launcher, cwd] = process.argv.slice(2);
const transport = new StdioClientTransport({ command: launcher, cwd, env: { ...process.env }, stderr: 'ignore' });
const client = new Client({ name: 'typescript', version: '1' }, { capabilities: { roots: {} } });
await client.connect(transport);
assert.equal(client.getServerVersion().name, 'fairlead');
assert.match(client.getInstructions(), /codereview/);
const { tools } = await client.listTools();
assert.ok(tools.length > 3 && tools.every((tool) => tool.inputSchema.type === 'object'));
assert.ok((await client.listPrompts()).prompts.length > 0);
assert.match((await client.getPrompt({ name: 'chat', arguments: { prompt: 'hi' } })).messages[0].content.text, /hi/);
assert.ok((await client.listResources()).resources.length > 0);
assert.match((await client.readResource({ uri: 'fairlead://models' })).contents[0].text, /kimi-k3/);
assert.ok((await client.complete({
  ref: { type: 'ref/prompt', name: 'chat' },
  argument: { name: 'model', value: 'kimi' },
})).completion.values.length > 0);
await client.setLoggingLevel('error');
await client.ping();
const told = [];
const result = await client.callTool({ name: 'chat', arguments: { prompt: 'hello' } }, undefined, {
  onprogress: (progress) => told.push(progress.progress),
});
assert.match(result.content[0].text, /hello/);
assert.ok(told.length > 0 && told.every((value, i) => i === 0 || value > told[i - 1]));
const version = await client.callTool({ name: 'version', arguments: {} });
assert.equal(version.structuredContent.name, 'fairlead');
await assert.rejects(client.callTool({ name: 'codereveiw', arguments: {} }), /did you mean codereview/);
const abort = new AbortController();
const aborted = client.callTool({ name: 'chat', arguments: { prompt: 'hello' } }, undefined, { signal: abort.signal });
abort.abort();
await assert.rejects(aborted);
await client.ping();
await client.close();
console.log('1 passed, 0 failed');
