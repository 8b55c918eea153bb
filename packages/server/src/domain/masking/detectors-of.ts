import type { MaskingSettings } from '@chat-view/protocol'
import type { PhoneFinder } from '../../ports/phone-finder.ts'
import { LinearPattern } from '../patterns/linear-pattern.ts'
import { detectCard } from './detect-card.ts'
import { detectEmail } from './detect-email.ts'
import { detectIban } from './detect-iban.ts'
import { detectIp } from './detect-ip.ts'
import { detectNames } from './detect-names.ts'
import { detectPhone } from './detect-phone.ts'
import type { Detector } from './detected.ts'
import { kindOf } from './placeholder-keys.ts'

/** What is looked for in a project, and the kinds that can be found. */
export interface Detectors {
  readonly detect: readonly Detector[]
  readonly kinds: readonly string[]
}

const detectPattern = (name: string, source: string): Detector => {
  const pattern = new LinearPattern(source)
  const kind = kindOf(name)
  return text => pattern.spans(text).map(({ start, end }) => ({ kind, start, end }))
}

/** Detectors by settings, made once for each. What a project names itself comes before what is built in. */
export const createDetectors = (findPhones: PhoneFinder): ((settings: MaskingSettings) => Detectors) => {
  const builtIn = {
    email: detectEmail,
    iban: detectIban,
    card: detectCard,
    phone: detectPhone(findPhones),
    ip: detectIp,
  } satisfies Record<MaskingSettings['kinds'][number], Detector>
  const made = new WeakMap<MaskingSettings, Detectors>()

  return settings => {
    const known = made.get(settings)
    if (known) return known
    const { kinds, names, patterns } = settings
    const own = Object.keys(builtIn).filter((kind): kind is keyof typeof builtIn => kinds.some(one => one === kind))
    const detectors = {
      detect: [
        ...patterns.map(({ name, pattern }) => detectPattern(name, pattern)),
        ...(names.length > 0 ? [detectNames(names)] : []),
        ...own.map(kind => builtIn[kind]),
      ],
      kinds: [...patterns.map(({ name }) => kindOf(name)), 'NAME', ...own.map(kind => kind.toUpperCase())],
    }
    made.set(settings, detectors)
    return detectors
  }
}
