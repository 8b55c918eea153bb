import type { ICruiseOptions, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser'

const notShipped = ['\\.test\\.ts$', '/testing/']
const only = (name: string, from: string, allowed: string[], comment: string): IForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: notShipped },
  to: { pathNot: allowed, couldNotResolve: false },
})
const never = (
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
  comment: string,
): IForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: notShipped, ...from },
  to,
})

const protocol = '^packages/protocol/src/'
const codes = '^packages/protocol/src/codes/'
const sdk = '^packages/sdk/src/'
const widget = '^packages/widget/src/'
const server = '^packages/server/src/'
const npm = (...names: string[]): string[] => names.map(name => `node_modules/${name}(/|$)`)

/** Frameworks for which the widget has a wrapper or template types. */
const frameworks = ['react', '@types/react', 'vue', '@vue/[^/]+', 'svelte']

/** Each driver, and the only adapter folders that may load it. */
const drivers = {
  sqlite: ['^node:sqlite$', '^sqlite$'],
  mongo: npm('mongoose', 'mongodb'),
  redis: npm('redis', '@redis/[^/]+', 'ioredis'),
  agenda: npm('agenda', '@agendajs/[^/]+'),
  openai: npm('openai'),
  jose: npm('jose'),
  tiktoken: npm('tiktoken'),
  s3: npm('@aws-sdk/[^/]+'),
}

/** Folders outside a driver's adapter that implement a port of the driver's, and so need its types. */
const mayTakeTypes: Readonly<Record<string, readonly string[]>> = { agenda: [`${server}adapters/sqlite/jobs/`] }

/** Who may import whom. Tests may import what they need; what ships may not. */
export const importRules: IForbiddenRuleType[] = [
  only('protocol-imports-zod-only', protocol, [protocol, ...npm('zod')], 'The contract belongs to neither side.'),
  only('codes-import-nothing', codes, [codes], 'They are what reaches a browser: no zod behind this door.'),

  only('sdk-imports', sdk, [sdk, protocol, ...npm('nanostores')], 'Headless: no Node, no widget, no server, no zod.'),
  never(
    'sdk-takes-protocol-types-only',
    { path: sdk },
    { path: protocol, pathNot: codes, dependencyTypesNot: ['type-only'] },
    'Values from the protocol bring zod into the browser; the tables of codes do not.',
  ),
  never(
    'sdk-state-knows-no-transport',
    { path: `${sdk}(stores|messages)/` },
    { path: `${sdk}(transport|connection|http|auth)/` },
    'Reducers and stores are pure; what talks to the server hands them events.',
  ),

  only(
    'widget-imports',
    widget,
    [widget, sdk, ...npm('lit', 'lit-element', 'lit-html', '@lit/[^/]+', 'lowlight', 'highlight.js', ...frameworks)],
    'The widget knows the SDK, lit and a highlighter, neither the protocol nor the server.',
  ),
  never(
    'widget-frameworks-by-their-own-door',
    { path: widget, pathNot: [...notShipped, `${widget}(react|types)/`] },
    { path: npm(...frameworks) },
    'A wrapper and template types know a framework; the elements know none.',
  ),
  never(
    'widget-parts-know-no-root',
    { path: `${widget}components/(?!chat-view/)` },
    { path: `${widget}components/chat-view/` },
    'A part works without the root component.',
  ),
  never(
    'widget-parts-import',
    { path: `${widget}components/` },
    {
      path: widget,
      pathNot: `${widget}(components|controllers|context|events|styles|locales|markdown|plugins|icons)/`,
    },
    'A component knows layers, not entry points.',
  ),

  only(
    'server-domain-is-pure',
    `${server}domain/`,
    [`${server}(domain|ports)/`, protocol, ...npm('zod')],
    'Rules of the product: no adapter, no transport, no driver, no Node module.',
  ),
  only(
    'server-tools-are-domain',
    `${server}tools/`,
    [`${server}(tools|domain|ports)/`, protocol, ...npm('zod')],
    'A tool that the model calls knows the rules of the product, and says what arguments it takes.',
  ),
  only(
    'server-ports-are-minimal',
    `${server}ports/`,
    [`${server}(domain|ports)/`, protocol, ...npm('zod')],
    'A port is owned by those who use it.',
  ),
  never(
    'server-domain-makes-no-schema',
    { path: `${server}(domain|ports)/` },
    { path: npm('zod'), dependencyTypesNot: ['type-only'] },
    "The protocol's schemas are given to the domain, which knows zod's types only.",
  ),
  never(
    'server-adapters-know-ports-only',
    { path: `${server}adapters/([^/]+)/` },
    { path: server, pathNot: [`${server}ports/`, `${server}adapters/$1/`] },
    'An adapter knows its port and its driver.',
  ),
  never(
    'server-adapters-are-chosen-in-one-place',
    { path: server, pathNot: [...notShipped, `${server}(create-[a-z-]+|main|cli)\\.ts$`, `${server}(cli|adapters)/`] },
    { path: `${server}adapters/` },
    'Only the composition root chooses adapters.',
  ),
  never(
    'server-doors-are-strangers',
    { path: `${server}(http|socket|jobs)/` },
    { path: `${server}(http|socket|jobs)/`, pathNot: `${server}$1/` },
    'HTTP, socket and jobs meet in the command bus.',
  ),
  ...Object.entries(drivers).map(([adapter, path]) =>
    never(
      `server-driver-of-${adapter}`,
      { path: server, pathNot: [...notShipped, `${server}adapters/${adapter}/`, ...(mayTakeTypes[adapter] ?? [])] },
      { path },
      'A driver comes in by its own adapter.',
    ),
  ),
  never(
    'sqlite-jobs-take-agenda-types-only',
    { path: `${server}adapters/sqlite/jobs/` },
    { path: drivers.agenda, dependencyTypesNot: ['type-only'] },
    "Agenda's backend is a port of another's making: SQLite implements it, and loads nothing of Agenda.",
  ),

  {
    name: 'declared-entry-points-only',
    comment: "Another package's inner files are its own.",
    severity: 'error',
    from: { path: '^packages/([^/]+)/|^(examples|e2e)/' },
    // By its name a package gives nothing but what its `exports` declare.
    to: {
      path: '^packages/',
      pathNot: '^packages/$1/',
      dependencyTypes: ['local'],
      dependencyTypesNot: ['aliased-workspace'],
    },
  },
  {
    name: 'no-value-cycles',
    comment: 'Two files that need each other to load are one file, or three.',
    severity: 'error',
    from: { path: '^(packages|scripts|e2e|bench|examples)/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'everything-resolves',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  never(
    'shipped-code-loads-no-development-tool',
    { path: '^packages/[^/]+/src/' },
    {
      pathNot: '^packages/',
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      // A peer is also a development dependency, so that it is here to be tested with.
      dependencyTypesNot: ['type-only', 'npm-peer'],
    },
    'What ships lists what it needs.',
  ),
]

/** How the rules' tool reads the sources: as Node and the bundler do in development. */
export const importOptions: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)dist/' },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.json' },
  combinedDependencies: false,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['chat-view-source', 'node', 'import', 'types', 'default'],
    mainFields: ['module', 'main', 'types'],
    extensions: ['.ts', '.mjs', '.js', '.cjs', '.d.ts'],
  },
}
