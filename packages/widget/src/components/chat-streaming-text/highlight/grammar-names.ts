/** Grammars by name, each with the other words that people write after a fence. */
const ALIASES: Readonly<Record<string, string>> = {
  bash: 'sh zsh console shell-script',
  c: 'h',
  cpp: 'c++ cc cxx hpp hh h++',
  csharp: 'cs c#',
  css: '',
  diff: 'patch',
  go: 'golang',
  graphql: 'gql',
  ini: 'toml',
  java: 'jsp',
  javascript: 'js jsx mjs cjs node',
  json: 'jsonc json5',
  kotlin: 'kt kts',
  less: '',
  lua: '',
  makefile: 'make mk',
  markdown: 'md mkd mdx',
  perl: 'pl pm',
  php: '',
  python: 'py py3 gyp ipython',
  r: '',
  ruby: 'rb gemspec podspec thor irb',
  rust: 'rs',
  scss: 'sass',
  shell: 'shellsession',
  sql: 'mysql postgres postgresql sqlite',
  swift: '',
  typescript: 'ts tsx mts cts',
  vbnet: 'vb',
  xml: 'html xhtml svg rss atom vue svelte plist',
  yaml: 'yml',
}

const names = new Map<string, string>()
for (const [name, aliases] of Object.entries(ALIASES))
  for (const word of [name, ...aliases.split(' ')]) if (word) names.set(word, name)

/** The grammar that a word after a fence asks for, whatever its case; undefined: the code stays plain. */
export const grammarName = (language: string): string | undefined => names.get(language.toLowerCase())
