import type { Contestant } from './contestant'
import { ours } from './contestant-ours'
import { sa } from './contestant-sa'
import { sr } from './contestant-sr'
import { um } from './contestant-um'

/** Who runs, in the order of the table's columns. */
export const CONTESTANTS: readonly Contestant[] = [ours, sr, sa, um]
