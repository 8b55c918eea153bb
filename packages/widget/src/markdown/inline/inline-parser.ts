import type { References } from '../blocks/references.ts'
import type { MarkdownExtension } from '../markdown-extension.ts'
import { type RareRules, rareRules } from '../rare-rules.ts'
import { BracketStack } from './bracket-stack.ts'
import { CodeSpanScanner, codeSpanText } from './code-span.ts'
import { readDelimiterRun } from './delimiter-run.ts'
import { ENTITY } from './entity-pattern.ts'
import type { Inline } from './inline.ts'
import { scanPendingTarget } from './link-target.ts'
import { withoutOpenEnd } from './without-open-end.ts'

/** A place up to which the pieces will not change, however the text goes on. */
export interface Settled {
  readonly at: number
  readonly pieces: number
}

export interface ParsedInline {
  /** The pieces from the place where reading began. */
  readonly pieces: Inline[]
  readonly settled: Settled
  /** Labels that were used like references but have no definition. */
  readonly missing: ReadonlySet<string>
}

interface InlineOptions {
  /** The text may still grow: what is open at its end is drawn as it will probably look. */
  readonly growing: boolean
  /** Where an earlier reading of the same, shorter text had settled. */
  readonly from: Settled
  /** Finds what plug-ins claim. */
  readonly scan?: MarkdownExtension['scan'] | undefined
}

const START: Settled = { at: 0, pieces: 0 }
const SPECIAL = /[\n\\`*_~[\]<&@$]|!(?=\[)|https?:\/\/|www\./gi
const ENTITY_AT = new RegExp(ENTITY, 'iy')
const ESCAPABLE = /^[!-/:-@[-`{-~]$/

/** Reads the text of one block. */
export function parseInline(
  text: string,
  references: References,
  options: InlineOptions = { growing: false, from: START },
): ParsedInline {
  return new InlineParser(text, references, options).parse()
}

class InlineParser {
  readonly #text: string
  readonly #growing: boolean
  readonly #scan: InlineOptions['scan']
  readonly #stack: BracketStack
  readonly #code: CodeSpanScanner
  readonly #rare = rareRules()
  readonly #html: InstanceType<RareRules['RawHtmlScanner']> | null
  readonly #offset: number
  #at: number
  /** Something unfinished was seen whose end may still come. */
  #unsure = false
  /** Where the text piece at the end began, or -1 if reading cannot start there again. */
  #textFrom: number
  #settled: Settled

  constructor(text: string, references: References, { growing, from, scan }: InlineOptions) {
    this.#text = growing ? withoutOpenEnd(text) : text
    this.#growing = growing
    this.#scan = scan
    this.#stack = new BracketStack(this.#text, references)
    this.#code = new CodeSpanScanner(this.#text)
    this.#html = this.#rare && new this.#rare.RawHtmlScanner(this.#text)
    this.#at = this.#textFrom = from.at
    this.#offset = from.pieces
    this.#settled = from
  }

  parse(): ParsedInline {
    while (this.#at < this.#text.length) this.#readNext()
    const pieces = this.#stack.finish(this.#growing)
    return { pieces, settled: this.#settled, missing: this.#stack.missing }
  }

  #readNext(): void {
    SPECIAL.lastIndex = this.#at
    const special = SPECIAL.exec(this.#text)
    const end = special?.index ?? this.#text.length
    const plain = this.#text.slice(this.#at, end)
    if (special?.[0] === '\n') {
      this.#readLineEnd(plain, end)
      return
    }
    this.#pushText(plain, end)
    if (special) this.#readSpecial(special[0])
  }

  #readSpecial(special: string): void {
    if (this.#scan && this.#readClaim(this.#scan(this.#text, this.#at))) return
    if (special === '\\') this.#readEscape()
    else if (special === '`') this.#readCode()
    else if (special === '!' || special === '[') this.#openBracket(special === '!')
    else if (special === ']') this.#readClosing()
    else if (special === '<') this.#readAngle()
    else if (special === '&') this.#readEntity()
    else if (special === '@') this.#readEmail()
    else if (special === '$') this.#pushText(special, this.#at + 1)
    else if (special.length > 1) this.#readBareLink(special)
    else this.#readRun()
  }

  #readClaim(claim: ReturnType<MarkdownExtension['scan']>): boolean {
    if (typeof claim === 'object')
      this.#push({ kind: 'claimed', text: this.#text.slice(this.#at, claim.end) }, claim.end)
    else this.#unsure ||= claim === 'open'
    return typeof claim === 'object'
  }

  #openBracket(image: boolean): void {
    this.#noteText()
    this.#stack.open(this.#at, image)
    this.#at += image ? 2 : 1
  }

  #pushText(text: string, end: number): void {
    if (text === '') return
    this.#noteText()
    this.#stack.push({ kind: 'text', text })
    this.#at = end
    if (this.#textFrom >= 0 && /\s/.test(text)) this.#settle(this.#textFrom, this.#stack.count - 1)
  }

  /** Text comes next; whether it starts a piece. */
  #noteText(): void {
    if (this.#stack.last?.kind !== 'text') this.#textFrom = this.#stack.inBrackets ? -1 : this.#at
  }

  #push(piece: Inline, end: number): void {
    this.#stack.push(piece)
    this.#at = end
  }

  #readLineEnd(plain: string, end: number): void {
    let length = plain.length
    while (plain[length - 1] === ' ') length--
    this.#pushText(plain.slice(0, length), end)
    this.#at = end
    if (plain.endsWith('  ')) this.#pushBreak(end + 1)
    else this.#pushText('\n', end + 1)
  }

  #pushBreak(end: number): void {
    this.#push({ kind: 'break' }, end)
    this.#settle(end, this.#stack.count)
  }

  #settle(at: number, pieces: number): void {
    if (!this.#unsure && this.#stack.settled) this.#settled = { at, pieces: this.#offset + pieces }
  }

  #readEscape(): void {
    const next = this.#text.charAt(this.#at + 1)
    if (next === '\n') this.#pushBreak(this.#at + 2)
    else if (ESCAPABLE.test(next)) this.#pushText(next, this.#at + 2)
    else this.#pushText('\\', this.#at + 1)
  }

  #readCode(): void {
    const from = endOfRun(this.#text, this.#at)
    const length = from - this.#at
    const close = this.#code.closing(from, length)
    const source = this.#text.slice(from, close < 0 ? undefined : close)
    this.#unsure ||= close < 0
    if (close >= 0) this.#push({ kind: 'code', text: codeSpanText(source) }, close + length)
    else if (!this.#growing) this.#pushText('`'.repeat(length), from)
    else this.#pushOpenCode(source.replace(/`{1,9}$/, ''))
  }

  /** A code span whose end is still coming. */
  #pushOpenCode(source: string): void {
    if (source.trim()) this.#push({ kind: 'code', text: codeSpanText(source) }, this.#text.length)
    else this.#at = this.#text.length
  }

  #readRun(): void {
    const run = readDelimiterRun(this.#text, this.#at)
    if (run.opens || run.closes) {
      const before = this.#stack.last?.kind
      this.#stack.push(run)
      if (before !== 'text' || run.left < run.length) this.#textFrom = -1
      this.#at += run.length
    } else this.#pushText(run.char.repeat(run.length), this.#at + run.length)
  }

  #readClosing(): void {
    const end = this.#stack.close(this.#at)
    this.#unsure ||= this.#text[this.#at + 1] === '(' && end <= this.#at + 1
    if (end > 0) this.#at = end
    else if (this.#growing && this.#stack.inBrackets && scanPendingTarget(this.#text, this.#at + 1)) {
      this.#stack.closePending()
      this.#at = this.#text.length
    } else {
      this.#noteText()
      this.#stack.closeAsText()
      this.#at++
    }
  }

  #readAngle(): void {
    const mayStart = /^[a-z0-9/!?]?$/i.test(this.#text.charAt(this.#at + 1))
    const link = mayStart ? this.#rare?.scanAngledLink(this.#text, this.#at) : undefined
    const html = link || !mayStart ? 0 : (this.#html?.scan(this.#at) ?? 0)
    this.#unsure ||= mayStart && !link && !html
    if (link) this.#pushLink(link)
    else if (html > 0) this.#pushText(this.#text.slice(this.#at, html), html)
    else this.#pushText('<', this.#at + 1)
  }

  #readEntity(): void {
    ENTITY_AT.lastIndex = this.#at
    const entity = ENTITY_AT.exec(this.#text)?.[0]
    const char = entity && this.#rare?.decodeEntity(entity)
    if (entity && char) this.#pushText(char, this.#at + entity.length)
    else this.#pushText('&', this.#at + 1)
  }

  #readBareLink(start: string): void {
    const link = this.#stack.inBrackets ? undefined : this.#rare?.scanBareLink(this.#text, this.#at)
    if (link) this.#pushLink(link)
    else this.#pushText(this.#text.slice(this.#at, this.#at + start.length), this.#at + start.length)
  }

  #readEmail(): void {
    const email = this.#stack.inBrackets ? undefined : this.#rare?.scanBareEmail(this.#text, this.#at)
    const label = email && this.#text.slice(this.#at - email.before, email.end)
    if (email && label && this.#stack.takeBack(this.#text.slice(this.#at - email.before, this.#at)))
      this.#pushLink({ url: `mailto:${label}`, label, end: email.end })
    else this.#pushText('@', this.#at + 1)
  }

  #pushLink({ url, label, end }: { url: string; label: string; end: number }): void {
    this.#push({ kind: 'link', url, title: '', children: [{ kind: 'text', text: label }] }, end)
  }
}

function endOfRun(text: string, from: number): number {
  let at = from
  while (text[at] === '`') at++
  return at
}
