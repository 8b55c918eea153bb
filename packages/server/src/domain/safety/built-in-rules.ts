import type { FilterDirection, Finding } from '../../ports/content-filter.ts'

interface BuiltInRule {
  readonly name: string
  readonly forms: readonly RegExp[]
  readonly action: { readonly [D in FilterDirection]?: Finding['action'] }
}

/** The head of a private key: from here on nothing of it is shown. */
export const privateKeyHead = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/

/** Each of them looks at most this far from where it began, so that its time is linear. */
const near = '[^.!?\\n]{0,40}?'

/**
 * Few, and such as are hardly ever wrong. What somebody asks is only flagged: that text is data and no instruction is
 * the prompt's own work, and people may ask about these words. What would give a secret away is blocked.
 */
const builtInRules: readonly BuiltInRule[] = [
  {
    name: 'instruction-override',
    forms: [
      new RegExp(
        `\\b(?:ignore|disregard|forget|override|bypass)\\b${near}\\b(?:previous|prior|above|earlier|all|your|these)\\b${near}\\b(?:instructions?|prompts?|rules|guidelines|directions)\\b`,
        'iu',
      ),
      new RegExp(
        `\\b(?:ignorier\\p{L}{0,3}|vergiss|missachte)\\b${near}\\b(?:anweisung|regel|vorgabe|instruktion)\\p{L}{0,3}\\b`,
        'iu',
      ),
      new RegExp(`\\b(?:ignore[sz]?|oublie[sz]?)\\b${near}\\b(?:instructions|consignes|règles)(?!\\p{L})`, 'iu'),
      new RegExp(`\\b(?:ignora|olvida)\\b${near}\\b(?:instrucciones|reglas)\\b`, 'iu'),
    ],
    action: { input: 'flag' },
  },
  {
    name: 'prompt-leak',
    forms: [
      new RegExp(
        `\\b(?:reveal|print|show|repeat|output|tell|give|what)\\b${near}\\b(?:your|the|its)\\s(?:system|hidden|initial|original|secret)\\s(?:prompts?|instructions?|messages?)\\b`,
        'iu',
      ),
      new RegExp(`\\b(?:zeig|nenn|verrat|wiederhol)\\p{L}{0,3}\\b${near}\\bsystem-?\\s?(?:prompt|anweisung)`, 'iu'),
    ],
    action: { input: 'flag' },
  },
  {
    name: 'api-key',
    forms: [
      /(?<![\w-])(?:sk-[\w-]{20,200}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|xox[abprs]-[A-Za-z0-9-]{10,200}|AIza[\w-]{35})(?![\w-])/,
    ],
    action: { input: 'flag', output: 'flag' },
  },
  { name: 'private-key', forms: [privateKeyHead], action: { input: 'flag', output: 'block' } },
]

/** What the built-in rules find. */
export const judgeBuiltIn = (direction: FilterDirection, text: string): Finding[] =>
  builtInRules.flatMap(({ name, forms, action }) => {
    const own = action[direction]
    return own !== undefined && forms.some(form => form.test(text)) ? [{ rule: name, action: own }] : []
  })
