import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSigner } from '../../adapters/jose/signer.ts'
import type { AuditRecord, AuditSeal, AuditStore } from '../../ports/audit-store.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { newProject } from '../../testing/store-contract/world.ts'
import { createAuditSealer } from './audit-sealer.ts'

const secret = 'a secret of at least 32 characters'
const signer = createSigner([secret])

let store: Store
let clock: FakeClock
let projectId: string

beforeEach(async () => {
  store = await openTempStore()
  clock = createFakeClock()
  const project = newProject()
  projectId = project.id
  await store.createProject({ ...project, createdAt: clock.now() })
})
afterEach(() => store.close())

const write = async (count: number) => {
  for (let n = 0; n < count; n++) {
    clock.advance(1)
    await store.updateProject(projectId, { name: `Name ${n}` }, { at: clock.now() })
  }
}

const sealerOf = (over: Partial<AuditStore> = {}, more: { interval?: number } = {}) =>
  createAuditSealer({ store: { ...store, ...over }, signer, clock, ...more })

/** A trail of five rows under three seals. */
const sealedTrail = async () => {
  await write(4)
  clock.advance(60_001)
  expect(await sealerOf({}, { interval: 2 }).seal()).toEqual({ sealed: 5 })
}

describe('sealing', () => {
  test('CV4 what is older than a minute is sealed, in bounded intervals that name one another', async () => {
    await sealedTrail()
    await write(1)
    expect(await sealerOf().seal()).toEqual({ sealed: 0 })
    const seals = await store.listSeals({ after: 0, limit: 9 })
    expect(seals.map(({ number, count }) => [number, count])).toEqual([
      [1, 2],
      [2, 2],
      [3, 1],
    ])
    expect(seals.map(({ previous }) => previous)).toEqual([null, seals[0]?.hash, seals[1]?.hash])
    for (const { hash } of seals) expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await sealerOf().verify()).toEqual([])
    clock.advance(60_001)
    expect(await sealerOf().seal()).toEqual({ sealed: 1 })
    expect(await sealerOf().verify()).toEqual([])
  })

  test('CV4 two who seal at once seal each row once', async () => {
    await write(20)
    clock.advance(60_001)
    const done = await Promise.all([1, 2, 3].map(() => sealerOf({}, { interval: 2 }).seal()))
    expect(done.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(21)
    expect(await sealerOf().verify()).toEqual([])
    const rows = (await store.listAudit({ limit: 200 })).items
    expect(rows.filter(({ seal }) => seal === null)).toEqual([])
  })

  test('CV4 who is always beaten gives way', async () => {
    await write(1)
    clock.advance(60_001)
    expect(await sealerOf({ sealAudit: async () => false }).seal()).toEqual({ sealed: 0 })
  })

  test('CV4 both end when they are told to', async () => {
    await sealedTrail()
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(sealerOf().seal({ signal })).rejects.toThrow('enough')
    await expect(sealerOf().verify({ signal })).rejects.toThrow('enough')
  })
})

describe('verifying', () => {
  const rowsAs = (change: (rows: AuditRecord[]) => AuditRecord[], of = 2): Partial<AuditStore> => ({
    sealedAudit: async number => {
      const rows = await store.sealedAudit(number)
      return number === of ? change(rows) : rows
    },
  })
  const sealsAs = (change: (seals: AuditSeal[]) => AuditSeal[]): Partial<AuditStore> => ({
    listSeals: async query => change(await store.listSeals(query)),
  })
  const second = (change: Partial<AuditSeal>) =>
    sealsAs(seals => seals.map(seal => (seal.number === 2 ? { ...seal, ...change } : seal)))

  test.each<keyof AuditRecord>([
    'id',
    'at',
    'projectId',
    'actor',
    'action',
    'threadId',
    'messageId',
    'subject',
    'contentHash',
  ])('CV4 a row whose %s was changed is found', async field => {
    await sealedTrail()
    const changed = rowsAs(([first, ...rest]) => [{ ...first, [field]: 'other' } as AuditRecord, ...rest])
    expect(await sealerOf(changed).verify()).toEqual([{ seal: 2, fault: 'content' }])
  })

  test('CV4 a row that went, or one that came, is found', async () => {
    await sealedTrail()
    const gone = await sealerOf(rowsAs(rows => rows.slice(1))).verify()
    const came = await sealerOf(rowsAs(rows => [...rows, ...rows])).verify()
    expect([gone, came]).toEqual([[{ seal: 2, fault: 'count' }], [{ seal: 2, fault: 'count' }]])
  })

  test('CV4 a seal that was made anew without the secret, moved, or removed is found', async () => {
    await sealedTrail()
    const forged = createSigner(['another secret of more than 32 characters'])
    expect(await sealerOf(second({ signature: forged.sign('audit seal', 'x') })).verify()).toEqual([
      { seal: 2, fault: 'signature' },
    ])
    expect(await sealerOf(second({ at: 1 })).verify()).toEqual([{ seal: 2, fault: 'signature' }])
    expect(await sealerOf(second({ from: 1 })).verify()).toEqual([{ seal: 2, fault: 'content' }])
    expect(await sealerOf(second({ previous: 'x' })).verify()).toEqual([
      { seal: 2, fault: 'chain' },
      { seal: 2, fault: 'content' },
    ])
    const without = sealsAs(seals => seals.filter(({ number }) => number !== 2))
    expect(await sealerOf(without).verify()).toEqual([{ seal: 2, fault: 'missing' }])
    const renamed = sealsAs(seals => seals.filter(({ number }) => number > 1))
    expect((await sealerOf(renamed).verify())[0]).toEqual({ seal: 1, fault: 'missing' })
  })

  test('CV4 rows of a seal that never was are found', async () => {
    await sealedTrail()
    expect(await sealerOf({ unknownSeals: async () => [7] }).verify()).toEqual([{ seal: 7, fault: 'unknown' }])
  })

  test('CV4 the findings of a trail that is beyond help are bounded', async () => {
    await sealedTrail()
    const far = second({ number: 1_000_000 })
    expect(await sealerOf(far).verify()).toHaveLength(1_000)
  })

  test('CV4 a seal of an earlier secret holds for as long as that is listed', async () => {
    await sealedTrail()
    const rotated = createSigner(['a newer secret of at least 32 characters', secret])
    expect(await createAuditSealer({ store, signer: rotated, clock }).verify()).toEqual([])
  })
})
