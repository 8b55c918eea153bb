import { newCall } from './store-contract/new-call.ts'
import { summarise, windowOf } from './store-contract/summarising.ts'
import { newAnswer, newCommand, newId, newWorld, World } from './store-contract/world.ts'

/** The verbs around people and invitations. */
export const peopleVerbs = async (world: World): Promise<void> => {
  const threadId = await world.thread()
  const { store, user } = world
  const [guest, known, inviteId] = [await world.addUser(), await world.addKnownUser(), newId()]
  const act = () => ({ threadId, actorId: user.id, at: world.tick() })
  await store.createInvite({ ...act(), id: inviteId, role: 'viewer', expiresAt: 9_000, maxUses: 3 })
  await store.acceptInvite({ id: inviteId, userId: guest.id, at: world.tick() })
  await store.revokeInvite({ id: inviteId, actorId: user.id, at: world.tick() })
  await store.addParticipant({ ...act(), user: { externalId: newId(), id: newId() }, role: 'viewer' })
  await store.setParticipantRole({ ...act(), userId: guest.id, role: 'collaborator' })
  await store.addParticipant({ ...act(), user: { userId: known.id }, role: 'viewer' })
  await store.claimVisitor({ visitorId: guest.id, userId: known.id, at: world.tick() })
  await store.removeParticipant({ ...act(), userId: known.id })
  await Promise.all([store.listInvites(threadId, 1), store.getInvite(inviteId)])
}

/** The verbs of the audit trail. */
export const auditVerbs = async ({ store, project }: World): Promise<void> => {
  const place = { at: 5, id: 'x' }
  for (const bound of [{}, { after: place }, { before: place }, { after: place, before: place }])
    for (const of of [{}, { projectId: project.id }, { projectId: null }])
      await store.listAudit({ limit: 1, ...of, ...bound })
  const { rows } = await store.unsealedAudit({ before: 9_000, limit: 9 })
  const head = { number: 1, from: 1, to: 2, count: 9, previous: null, hash: 'h', signature: 's', at: 1 }
  await store.sealAudit(
    head,
    rows.map(({ id }) => id),
  )
  await Promise.all([store.listSeals({ after: 0, limit: 9 }), store.sealedAudit(1), store.unknownSeals()])
}

/** The verbs of use and of the spend firewall, with much of which each wants little. */
export const usageVerbs = async (world: World): Promise<void> => {
  const { store, user, project } = world
  const other = await newWorld(store)
  const threadId = await world.thread()
  const calls = Array.from({ length: 12 }, (_, at) => newCall(world, { threadId, generationId: newId(), at }))
  await store.recordCalls([...calls, ...calls.map(({ at }) => newCall(other, { at }))])
  await Promise.all([store.callsOf(calls[0]?.generationId ?? ''), store.lastCallOf(threadId)])
  for (const userId of [{}, { userId: user.id }]) {
    const query = { projectId: project.id, ...userId, from: 0, until: 3 }
    await store.usageSums(query)
    for (const by of ['day', 'user', 'model', 'purpose'] as const)
      await store.usageTotals({ ...query, by, days: by === 'day' ? [{ key: '1970-01-01', from: 0 }] : [] })
  }
  const periods = [{ period: 'day', startsAt: 0, limits: { messages: 2 } }] as const
  const amounts = { messages: 1, tokens: 1, money: 1 }
  const ids = [newId(), newId(), newId()]
  for (const { user: payer, project: of } of [other, world])
    for (const id of ids) {
      const accounts = [payer.id, null].map(userId => ({ projectId: of.id, userId, periods }))
      await store.reserve({ id: `${id} ${of.id}`, amounts, accounts, at: 1, expiresAt: 5 })
    }
  await store.settle({ id: `${ids[0]} ${project.id}`, amounts, at: 2 })
  await store.release({ id: `${ids[1]} ${project.id}`, at: 2 })
  await store.quotaCounts({ projectId: project.id, userId: user.id, at: 2 })
  for (const at of [4, 6, 90_000_000, 9_000_000_000]) await store.expireReservations({ at, limit: 50 })
}

/** The verbs around threads, messages and answers, each with something to find. */
export const coreVerbs = async (world: World): Promise<void> => {
  const { store, user } = world
  const userId = user.id
  const id = await world.thread()
  const { questionId, messageId, generationId } = await world.askAndFinish(id)
  const bounds = [{}, { after: 1 }, { before: 9 }, { after: 1, before: 9 }]
  for (const superseded of [true, false])
    for (const bound of bounds) await store.listMessages({ threadId: id, limit: 1, superseded, ...bound })
  const first = await store.listThreads({ userId, archived: false, limit: 1, now: 1 })
  const place = first.after ?? { asOf: 1, pinned: false, at: 1, id }
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, after: place })
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, before: place })
  const asked = { operatorId: newId(), key: newId(), attempt: newId() }
  await store.beginRequest({ ...asked, fingerprint: 'x', takesOver: false, at: 1 })
  await store.endRequest({ ...asked, answer: 'y' })
  await store.forgetRequest(asked)
  await store.updateThread({ id, userId, title: 'x', pinned: true, command: newCommand(userId), at: world.tick() })
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, after: place })
  const again = newAnswer({ messageId })
  await store.regenerate({ messageId, userId, answer: again, at: world.tick() })
  const called = { generationId: again.generationId, call: 'x', approval: true, page: true }
  await store.askToolCall({ ...called, owner: again.owner, at: world.tick() })
  const decision = { messageId, userId, call: 'x', approve: true, command: newCommand(userId) }
  await store.decideToolCall({ ...decision, at: world.tick() })
  await store.giveToolResult({ messageId, call: 'x', result: 'y', failed: false, at: world.tick() })
  await store.toolCallsOf(again.generationId)
  await store.openGenerations()
  await store.openGenerations({ threadId: id, owner: 'node-1' })
  await store.raiseTerm(generationId, 1, 'node-2')
  await store.editMessage({ messageId: questionId, editId: newId(), userId, text: 'y', keep: 2, at: world.tick() })
  await store.deleteMessage({ messageId, userId, at: world.tick() })
  await store.markRead({ id, userId, seq: 9, at: world.tick() })
  await Promise.all([store.listEdits(questionId), store.listVersions(messageId), store.feedbackOf(userId, [messageId])])
  await Promise.all([store.listParticipants(id), store.getRole(id, userId), store.getEntry(id, userId)])
  await Promise.all([store.eventsAfter(id, 0, 9), store.seqsOf([id]), store.feedAfter(userId, 0, 9)])
  await store.feedSeqsOf([userId])
  for (const one of await store.takeDeliveries({ now: 0, leaseMs: 1, limit: 9 })) {
    await store.failDelivery(one.id, 0)
    await (one.subscriber === 'feeds' ? store.deliverToFeeds(one) : store.deliverActivity(one))
  }
  await store.deleteThread({ id, userId, at: world.tick() })
}

/** The verbs of summaries, each with something to find. */
export const summaryVerbs = async (world: World): Promise<void> => {
  const { store, user } = world
  const threadId = await world.thread()
  const ends = [await world.send(threadId), await world.send(threadId), await world.send(threadId)]
  const seqs = await Promise.all(ends.map(async ({ messageId }) => (await store.getMessage(messageId))?.seq ?? 0))
  const first = await summarise(world, threadId, 1, seqs[0])
  const second = await summarise(world, threadId, (seqs[0] ?? 0) + 1, seqs[1])
  const at = world.tick()
  const merge = { id: newId(), threadId, replaces: [first, second], text: 'Both', at }
  await store.mergeSummaries(merge)
  const window = await windowOf(world, threadId, 1, seqs[1])
  await store.editSummary({ id: merge.id, userId: null, text: 'Anew', version: 1, window, at })
  await store.askToSummarise({ threadId, toSeq: 3, at })
  const [waiting] = await store.threadsToSummarise({ limit: 2 })
  await store.threadsToSummarise({ limit: 2, after: waiting ?? threadId })
  await Promise.all([store.summariseWish(threadId), store.listSummaries(threadId), store.getSummary(merge.id)])
  await store.deleteMessage({ messageId: ends[0]?.messageId ?? '', userId: user.id, at })
  await store.summariseDone({ threadId, asOfSeq: 99 })
  await store.deleteSummary({ id: merge.id, userId: user.id, at })
}

/** Search for one word and for two, the last half typed, everywhere and in one thread, one's own and a shared one. */
export const searchVerbs = async (world: World): Promise<void> => {
  const { store, user } = world
  const guest = await world.addUser()
  const threadId = await world.thread('A question')
  await world.send(threadId, 'a question')
  await store.addParticipant({
    threadId,
    actorId: user.id,
    user: { userId: guest.id },
    role: 'viewer',
    at: world.tick(),
  })
  for (const { id: userId } of [user, guest])
    for (const place of [{}, { threadId }]) {
      await store.search({ userId, terms: ['question'], prefix: false, limit: 9, ...place })
      await store.search({ userId, terms: ['a', 'qu'], prefix: true, limit: 9, ...place })
      await store.search({ userId, terms: ['qu'], prefix: true, limit: 9, ...place })
    }
}

/** What filter and masking write, with something to read. */
export const safetyVerbs = async (world: World): Promise<void> => {
  const { store, project } = world
  const threadId = await world.thread()
  const place = { at: 5, id: 'x' }
  const ids = { id: newId(), projectId: project.id, threadId, messageId: newId(), generationId: newId() }
  const verdict = { ...ids, direction: 'input', action: 'flag', rule: 'a rule', at: 5 } as const
  await store.recordVerdicts(threadId, [verdict, { ...verdict, id: newId(), action: 'block' }])
  for (const bound of [{}, { after: place }, { before: place }, { after: place, before: place }])
    await store.listVerdicts({ projectId: project.id, limit: 1, ...bound })
  await store.addMasks(threadId, [{ placeholder: 'EMAIL_1', sealed: 's', at: 1 }])
  await store.listMasks(threadId, 9)
}

/** What retention, purge and erasure do, each with something to do. */
export const endingVerbs = async (world: World): Promise<void> => {
  const { store, user, project } = world
  const id = await world.thread('Question', 3_000)
  const guest = await world.addKnownUser()
  const act = { threadId: id, actorId: user.id, at: world.tick() }
  await store.addParticipant({ ...act, user: { userId: guest.id }, role: 'collaborator' })
  await store.createInvite({ ...act, actorId: guest.id, id: newId(), role: 'viewer', expiresAt: 9_000, maxUses: null })
  const asGuest = new World(store, project, guest)
  const { messageId } = await asGuest.askAndFinish(id)
  await store.giveFeedback({ messageId, userId: guest.id, feedback: { rating: 'up', reason: null }, at: act.at })
  await store.markRead({ id, userId: guest.id, seq: 5, at: act.at })
  await asGuest.thread()
  for (const userId of [guest.id, user.id]) {
    const verb = { id: newId(), userId, subjectHash: userId, at: 9_000 }
    await store.beginErasure(verb)
    await store.openErasures()
    await store.eraseSlice({ ...verb, limit: 500 })
    await store.closeErasure(verb)
    await store.getErasure(verb.id)
  }
  const other = await newWorld(store)
  await other.askAndFinish(await other.thread())
  await store.expireThreads({ projectId: other.project.id, before: 9_000, at: 9_000, limit: 9 })
  await store.purgeDeleted({ at: 9_000, limit: 9 })
  await store.purgeExpired({ at: 9_000_000_000, eventsBefore: 90_000, limit: 500 })
}
