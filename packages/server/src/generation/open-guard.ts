import type { AnswerGuard, GuardedAnswer } from '../ports/answer-guard.ts'

const open: GuardedAnswer = {
  prepare: async messages => ({ messages }),
  gate: output => ({
    push: (kind, text) => output.show(kind, text),
    flush: async () => {},
    breakOff: () => {},
  }),
  mask: text => text,
  restore: text => text,
}

/** Guards nothing: everything passes as it is. Where no other guard is given. */
export const openGuard: AnswerGuard = { open: async () => open }
