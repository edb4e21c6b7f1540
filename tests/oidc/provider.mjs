// An identity provider for tests: a real one (oidc-provider), with a door at which anybody is whom they say they are.
//
//   node provider.mjs FOLDER PORT BACK CLIENT SECRET [claims-elsewhere]
//
// FOLDER holds node_modules, PORT may be 0, BACK is where people are sent back to. Says `listening PORT` when it does. With
// claims-elsewhere the token names nobody's e-mail address, as the standard has it: it must be asked for at /me.
// The door is a form: POST /door/UID with sub, email, verified, amr (separated by spaces) and acr, or with refuse.

import { createHash, generateKeyPairSync, randomUUID, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Node 18 has it, but not under this name.
globalThis.crypto ??= webcrypto;

const [folder, port, back, client, secret, elsewhere] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(createRequire(join(folder, 'x.js')).resolve('oidc-provider')));

const people = new Map();
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const kid = createHash('sha256').update(key.n).digest('hex').slice(0, 16);

const settings = {
  acrValues: ['urn:tillhold:two'],
  claims: { acr: null, openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [back] }],
  conformIdTokenClaims: elsewhere === 'claims-elsewhere',
  cookies: { keys: [randomUUID()] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
  interactions: { url: (_, interaction) => `/door/${interaction.uid}` },
  jwks: { keys: [{ ...key, kid, use: 'sig', alg: 'RS256' }] },
  // Nobody is asked whether we may know their address.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: client });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
};

const body = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
};

const door = async (provider, request, response) => {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    response.end(`<form method="post" action="${request.url}"></form>`);
    return;
  }
  const typed = await body(request);
  if (typed.get('refuse')) {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'no' });
    return;
  }
  people.set(typed.get('sub'), { email: typed.get('email'), email_verified: typed.get('verified') === 'true' });
  const login = { accountId: typed.get('sub'), remember: false };
  if (typed.get('amr')) login.amr = typed.get('amr').split(' ');
  if (typed.get('acr')) login.acr = typed.get('acr');
  await provider.interactionFinished(request, response, { login });
};

const server = createServer();
server.listen(Number(port), '127.0.0.1', () => {
  const { port: taken } = server.address();
  const provider = new Provider(`http://127.0.0.1:${taken}`, settings);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/door/')) return answer(request, response);
    return door(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  console.log(`listening ${taken}`);
});
// Whoever started it holds its standard input; when they are gone, so is it.
process.stdin.on('end', () => process.exit(0)).resume();
