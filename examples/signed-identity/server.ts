import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const { PORT = '8080', CHAT_SERVER = 'http://127.0.0.1:3000', CHAT_PROJECT = 'pk_demo' } = process.env
const { CHAT_KEY_ID: kid, CHAT_KEY_SECRET: secret } = process.env
if (!kid || !secret) throw new Error('Set CHAT_KEY_ID and CHAT_KEY_SECRET: chat-view key create --project pk_…')

/** Whoever your own session says is signed in; here it is always Ada. */
const signedInUser = () => ({ id: 'ada', name: 'Ada Lovelace' })

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A user token: who it is, signed with the project's key, good for five minutes. The secret never leaves the backend. */
const signUser = ({ id, name }: { id: string; name: string }): string => {
  const now = Math.floor(Date.now() / 1000)
  const said = `${encode({ alg: 'HS256', kid })}.${encode({ sub: id, name, iat: now, exp: now + 300 })}`
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`
}

const page = async (name: string): Promise<string> =>
  (await readFile(new URL(name, import.meta.url), 'utf8'))
    .replaceAll('http://127.0.0.1:3000', CHAT_SERVER)
    .replaceAll('pk_demo', CHAT_PROJECT)

const server = createServer(async (request, response) => {
  // A form of another site cannot read the answer, and POST keeps it out of caches.
  if (request.method === 'POST' && request.url === '/chat-token') {
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(signUser(signedInUser()))
  } else if (request.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(await page('index.html'))
  } else if (request.url === '/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await page('page.js'))
  } else response.writeHead(404).end()
})
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
