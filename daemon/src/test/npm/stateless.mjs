// Lets a judge that speaks HTTP alone, and opens no session, talk to one server on stdin and stdout. Ids are made unique on
// the way there and put back on the way here; status codes and headers, which pipes do not have, are looked after here.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const PREFIX = 'io.modelcontextprotocol/';
const STATUS = { [-32601]: 404, [-32602]: 400, [-32021]: 400, [-32022]: 400 };
const command = process.argv.slice(2);
const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
const open = new Map();
let last = 0;

const send = (message) => child.stdin.write(`${JSON.stringify(message)}\n`);

// what answers nothing belongs to the subscription that it names, or to the request whose token it carries, or to the newest
function whose({ params }) {
  const subscription = params?._meta?.[PREFIX + 'subscriptionId'];
  if (subscription !== undefined) return open.get(subscription);
  const requests = [...open.values()].filter(({ method }) => method !== 'subscriptions/listen').reverse();
  return requests.find(({ token }) => token !== undefined && token === params?.progressToken) ?? requests[0];
}

createInterface({ input: child.stdout }).on('line', (line) => {
  const message = JSON.parse(line);
  const answered = message.method === undefined;
  const request = answered ? open.get(message.id) : whose(message);
  if (!request) return;
  const { id, response } = request;
  for (const meta of [message.params?._meta, message.result?._meta]) {
    if (meta?.[PREFIX + 'subscriptionId'] !== undefined) meta[PREFIX + 'subscriptionId'] = id;
  }
  if (answered) {
    open.delete(message.id);
    message.id = id;
    if (message.error && !response.headersSent) {
      response.writeHead(STATUS[message.error.code] ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(message));
      return;
    }
  }
  if (!response.headersSent) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  }
  response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  if (answered) response.end();
});

const server = createServer((request, response) => {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
  const origin = request.headers.origin?.replace(/^https?:\/\//, '');
  if (!local.test(request.headers.host ?? '') || (origin !== undefined && !local.test(origin))) {
    response.writeHead(403).end();
    return;
  }
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const message = JSON.parse(body);
    if (message.id === undefined) {
      send(message);
      response.writeHead(202).end();
      return;
    }
    const version = message.params?._meta?.[PREFIX + 'protocolVersion'];
    const header = request.headers['mcp-protocol-version'];
    if (version !== undefined && header !== version) {
      const error = { code: -32020, message: `the header names revision ${header}, the request ${version}` };
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error }));
      return;
    }
    const id = ++last;
    const { method, params } = message;
    open.set(id, { id: message.id, method, token: params?._meta?.progressToken, response });
    response.on('close', () => {
      if (open.delete(id)) send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id } });
    });
    send({ ...message, id });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
process.on('SIGTERM', () => {
  child.kill();
  process.exit(0);
});
