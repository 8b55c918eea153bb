import type { DemoAnswer } from '../demo-answer.ts'

export const listAnswer: DemoAnswer = {
  text: `### Before you go live

- [x] Create a project and note its key
- [x] Add the origins of your site
- [ ] Sign user tokens in your own backend
- [ ] Choose a provider: set \`AI_PROVIDER\` and its key

### In this order

1. **Try** the widget on a test page.
   - with a keyboard only
   - on a phone, at 320 px
2. **Measure** what an answer costs you.
3. **Watch** the first week:
   1. connections and running answers
   2. time to the first token
   3. limits that were hit

~~Write your own reconnect logic.~~ That part is taken care of.
`,
}
