import { escapeHtml as text } from './escape-html.ts'

type Json = Readonly<Record<string, unknown>>

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : [])
const named = (value: unknown): [string, Json][] =>
  Object.entries(object(value)).map(([key, item]) => [key, object(item)])
const code = (value: unknown): string => `<code>${text(String(value ?? ''))}</code>`
const json = (title: string, value: unknown): string =>
  `<details><summary>${text(title)}</summary><pre>${text(JSON.stringify(value, null, 2))}</pre></details>`

const parameters = (operation: Json): string => {
  const rows = list(operation.parameters).map(
    ({ name, in: place, required, description }) =>
      `<dt>${code(name)}</dt><dd>${text(String(place))}${required ? ', required' : ''}${description ? `. ${text(String(description))}` : ''}</dd>`,
  )
  return rows.length > 0 ? `<dl>${rows.join('')}</dl>` : ''
}

const responses = (operation: Json): string => {
  const rows = named(operation.responses).map(
    ([status, { description }]) =>
      `<dt>${text(status)}</dt><dd>${text(String(description)).replaceAll('\n\n', '<br>')}</dd>`,
  )
  return `<dl>${rows.join('')}</dl>`
}

const schemaOf = (carrier: unknown): unknown => {
  const [, content] = named(object(carrier).content)[0] ?? []
  return content?.schema
}

const operation = (method: string, path: string, description: Json): string => {
  const body = schemaOf(description.requestBody)
  const done = named(description.responses)[0]?.[1]
  return [
    `<article id="${text(String(description.operationId))}">`,
    `<h3>${code(`${method.toUpperCase()} ${path}`)}</h3>`,
    `<p>${text(String(description.summary))}</p>`,
    parameters(description),
    body ? json('Body', body) : '',
    json('Result', schemaOf(done)),
    `<details><summary>Statuses</summary>${responses(description)}</details>`,
    '</article>',
  ].join('\n')
}

const section = (openApi: Json, { name, description }: Json): string => {
  const operations = named(openApi.paths).flatMap(([path, methods]) =>
    named(methods)
      .filter(([, described]) => Array.isArray(described.tags) && described.tags.includes(name))
      .map(([method, described]) => operation(method, path, described)),
  )
  return `<section><h2 id="${text(String(name))}">${text(String(description))}</h2>${operations.join('\n')}</section>`
}

const frames = (asyncApi: Json): string => {
  const messages = named(object(asyncApi.components).messages)
  const side = (name: string, title: string): string =>
    `<section><h2 id="${name}-frames">${title}</h2>${messages
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([, message]) => `<article><h3>${code(message.name)}</h3>${json('Schema', message.payload)}</article>`)
      .join('\n')}</section>`
  return side('client', 'Frames from clients') + side('server', 'Frames from the server')
}

/** The reference page, made of the two descriptions: text and styles only, nothing from other hosts (OP8). */
export const referencePage = (openApi: Json, asyncApi: Json): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>chat-view reference</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/docs.css">
</head>
<body>
<h1>chat-view reference</h1>
<p>${text(String(object(openApi.info).description))}</p>
<p>As files: <a href="/openapi.json">OpenAPI</a>, <a href="/asyncapi.json">AsyncAPI</a>.</p>
${list(openApi.tags)
  .map(tag => section(openApi, tag))
  .join('\n')}
${frames(asyncApi)}
<section><h2 id="schemas">Resources</h2>
${named(object(openApi.components).schemas)
  .map(([name, schema]) => `<article><h3>${code(name)}</h3>${json('Schema', schema)}</article>`)
  .join('\n')}
</section>
</body>
</html>
`
