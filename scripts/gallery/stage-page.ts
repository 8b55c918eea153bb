import { allStates } from './all-states.ts'
import { Stage } from './stage.ts'

declare global {
  interface Window {
    /** Draws a state of the gallery on the page; the widget's attributes are given as well. */
    showState(name: string, attributes?: Readonly<Record<string, string>>): Promise<void>
    /** Takes it away again. */
    endState(): Promise<void>
  }
}

let stage: Stage | null = null

window.showState = async (name, attributes) => {
  const state = allStates.find(each => each.name === name)
  if (!state) throw new Error(`no state ${name}`)
  stage = await Stage.show(state, attributes)
}

window.endState = async () => {
  await stage?.close()
  stage = null
}
