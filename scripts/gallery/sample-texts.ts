/** The words of the gallery's conversations. */
export const question = 'What would the night tariff save me?'

export const prompts = [
  'What would the night tariff save me?',
  'Is a heat pump worth it in a flat?',
  'Explain my last bill',
]

export const answer = `Over the last 30 days you used **412 kWh**, and 61 % of it fell between 23:00 and 07:00. On the night tariff the same month would have cost **£74.10 instead of £97.60**.

- Hot water: move the boost to \`02:00\`, when the rate is lowest.
- Car: charging already starts after midnight.
- Heating: nothing to change.`

export const rich = `## What it saves

Text with **bold**, *stress*, ~~a correction~~, \`code\` and [a link](https://hollin.example/tariffs).

1. Move the hot water to the night.
   - The boost at \`02:00\` is enough.
2. Leave the limit of the car at 80 %.

- [x] Meter read
- [ ] Boiler timer set

> The saving holds as long as the heat pump keeps running at night.

### In figures

| Window | Used | Now | Night |
|:--|--:|--:|--:|
| 00:00–05:00 | 198 kWh | £46.93 | £18.22 |
| 05:00–07:00 | 53 kWh | £12.56 | £4.88 |

---

![The two prices over a day](https://pictures.example/prices.png)`

export const table = `| Window | Used | Now, p/kWh | Night, p/kWh | Now | Night tariff | Difference | In a year |
|:--|--:|--:|--:|--:|--:|--:|--:|
| 00:00–05:00 | 198 kWh | 23.7 | 9.2 | £46.93 | £18.22 | −£28.71 | −£344.52 |
| 05:00–07:00 | 53 kWh | 23.7 | 9.2 | £12.56 | £4.88 | −£7.68 | −£92.16 |
| 07:00–23:00 | 161 kWh | 23.7 | 26.1 | £38.16 | £42.02 | £3.86 | £46.32 |`

export const code = `The timer is one call:

\`\`\`ts
// The lowest rate begins at two.
export async function boost(boiler: Boiler, hour = 2): Promise<void> {
  const { rate } = await boiler.rates().at(hour)
  if (rate > 0.1) throw new Error('too dear')
  boiler.heat({ from: hour, to: hour + 1 })
}
\`\`\`

Run it once; it repeats each day.`

export const paragraphs = Array.from(
  { length: 14 },
  (_, at) => `${at + 1}. The meter was read at ${at + 7}:00, and the figure is within what was expected.`,
).join('\n\n')
