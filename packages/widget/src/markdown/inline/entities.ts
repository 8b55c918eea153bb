/** Names and what they stand for, in turn. */
const SYMBOLS =
  'amp & lt < gt > quot " apos \' copy © reg ® trade ™ deg ° micro µ para ¶ sect § middot · bull • hellip … ndash – mdash — lsquo ‘ rsquo ’ ldquo “ rdquo ” laquo « raquo » euro € pound £ yen ¥ cent ¢ times × divide ÷ plusmn ± minus − ne ≠ le ≤ ge ≥ asymp ≈ infin ∞ radic √ sum ∑ frac12 ½ frac14 ¼ frac34 ¾ sup2 ² sup3 ³ larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒ hArr ⇔ check ✓ szlig ß AElig Æ aelig æ Oslash Ø oslash ø iexcl ¡ iquest ¿ nbsp \u00a0'
const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega'
const ACCENTED = /^([a-zA-Z])(grave|acute|circ|tilde|uml|ring|cedil|caron)$/
const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
}

const symbols = SYMBOLS.split(' ')
const greek = GREEK.split(' ')

/** The character that an entity stands for: numeric, or one of the names in common use (others stay text). */
export function decodeEntity(entity: string): string | undefined {
  if (entity[1] !== '#') return namedCharacter(entity.slice(1, -1))
  const hexadecimal = entity[2] === 'x' || entity[2] === 'X'
  const code = hexadecimal ? Number.parseInt(entity.slice(3), 16) : Number.parseInt(entity.slice(2), 10)
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return valid ? String.fromCodePoint(code) : '\ufffd'
}

function namedCharacter(name: string): string | undefined {
  const place = symbols.indexOf(name)
  if (place >= 0) return symbols[place + 1]
  const [, letter, accent] = ACCENTED.exec(name) ?? []
  if (letter && accent) return composed(letter + (ACCENTS[accent] ?? ''))
  const lower = name.charAt(0).toLowerCase() + name.slice(1)
  const letterPlace = greek.indexOf(lower)
  if (letterPlace < 0) return undefined
  const greekLetter = String.fromCharCode(0x3b1 + letterPlace)
  return lower === name ? greekLetter : greekLetter.toUpperCase()
}

/** One character, or nothing if letter and accent make none. */
function composed(pair: string): string | undefined {
  const text = pair.normalize('NFC')
  return text.length === 1 ? text : undefined
}
