import { buildWidget } from '../scripts/build-widget.ts'

/** The pages under test get the widget as its sources are now. */
export default async (): Promise<void> => {
  await buildWidget()
}
