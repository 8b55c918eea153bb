import type { ProjectSettings } from '@chat-view/protocol'
import type { RateRule } from '../ports/rate-limiter.ts'
import { rateRule } from './rate-rule.ts'

/** What is counted: requests, frames, and messages that ask for an answer. */
export type RateKind = 'http' | 'socket' | 'send'

/** Rates of a project's own; null: the server's. */
export interface OwnRates {
  /** Of each user, and of all at one address. */
  readonly each: RateRule | null
  /** Of all users of the project together. */
  readonly all: RateRule | null
}

/** Of a project that leaves all to the server, or that nobody knows yet. */
export const noOwnRates: OwnRates = { each: null, all: null }

/**
 * As many of its users a project may keep busy at once. On sockets far more than by requests: who only looks on says three
 * times a minute that they live, and all come back at once after a node was lost.
 */
const usersOfProject = { http: 100, socket: 1_000, send: 100 } as const

const names = {
  http: ['httpLimit', 'projectHttpLimit'],
  socket: ['socketLimit', 'projectSocketLimit'],
  send: ['sendLimit', 'projectSendLimit'],
} as const satisfies Record<RateKind, readonly [keyof ProjectSettings, keyof ProjectSettings]>

/** Settings that say how often a project may do something. */
export type RateSettings = Pick<ProjectSettings, (typeof names)[RateKind][number]>

const ruleOf = (text: string | null): RateRule | null => (text === null ? null : rateRule(text))

/** What all users of a project together may, where each may this. */
export const allOf = (kind: RateKind, each: RateRule): RateRule => ({
  ...each,
  count: each.count * usersOfProject[kind],
})

/** The rates that a project has for itself: where it names one for each user, the one of all follows from that. */
export const ownRates = (kind: RateKind, settings: RateSettings): OwnRates => {
  const [ofEach, ofAll] = names[kind]
  const each = ruleOf(settings[ofEach])
  return { each, all: ruleOf(settings[ofAll]) ?? (each && allOf(kind, each)) }
}
