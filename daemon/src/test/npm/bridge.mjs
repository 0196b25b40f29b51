// Lets a judge that speaks HTTP alone talk to a server on stdin and stdout: bytes go through as they are.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';

const command = process.argv.slice(2);
const sessions = new Map();

function open() {
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  const session = { id: randomUUID(), child, waiting: new Map(), streams: new Set(), last: undefined };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    const answered = message.method === undefined ? session.waiting.get(message.id) : undefined;
    // what answers nothing belongs to the request that is open, if there is one, else to the listener
    const target = answered ?? session.last ?? [...session.streams][0];
    target?.write(`event: message\ndata: ${line}\n\n`);
    if (answered) {
      session.waiting.delete(message.id);
      if (session.last === answered) session.last = [...session.waiting.values()].at(-1);
      answered.end();
    }
  });
  sessions.set(session.id, session);
  return session;
}

const server = createServer((request, response) => {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
  const origin = request.headers.origin?.replace(/^https?:\/\//, '');
  if (!local.test(request.headers.host ?? '') || (origin !== undefined && !local.test(origin))) {
    response.writeHead(403).end();
    return;
  }
  const named = request.headers['mcp-session-id'];
  const known = sessions.get(named);
  if (named !== undefined && !known) {
    response.writeHead(404).end();
    return;
  }
  if (request.method === 'DELETE') {
    known?.child.stdin.end();
    sessions.delete(named);
    response.writeHead(200).end();
    return;
  }
  const stream = () =>
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'mcp-session-id': session.id });
  let session = known;
  if (request.method === 'GET') {
    if (!known) return void response.writeHead(400).end();
    stream();
    response.flushHeaders();
    known.streams.add(response);
    response.on('close', () => known.streams.delete(response));
    return;
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const message = JSON.parse(body);
    session = known ?? open();
    session.child.stdin.write(`${JSON.stringify(message)}\n`);
    if (message.id === undefined || message.method === undefined) {
      response.writeHead(202, { 'mcp-session-id': session.id }).end();
      return;
    }
    stream();
    response.flushHeaders();
    session.waiting.set(message.id, response);
    session.last = response;
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
process.on('SIGTERM', () => {
  for (const { child } of sessions.values()) child.kill();
  process.exit(0);
});
