import type { OpenQuotas } from '../quota-contract/opened-quotas.ts'
import { quotaContract } from '../quota-contract/quota-contract.ts'
import type { OpenStore } from './opened-store.ts'
import { newWorld } from './world.ts'

/** The counters of a store, with people who are in it. */
export const quotasOfStore =
  (open: OpenStore): OpenQuotas =>
  async () => {
    const opened = await open()
    const { reopen, empty } = opened
    return {
      // One that was opened again is another.
      get quotas() {
        return opened.store
      },
      async newPayers() {
        const { project, user } = await newWorld(opened.store)
        return { projectId: project.id, userId: user.id }
      },
      ...(reopen && { reopen: () => reopen.call(opened) }),
      ...(empty && { empty: () => empty.call(opened) }),
      close: () => opened.close(),
    }
  }

/** The counters of the spend firewall (AI7). */
export const quotaRules = (open: OpenStore): void => quotaContract(quotasOfStore(open))
