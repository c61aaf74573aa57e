import type { BatchRun } from '../../youshu/in-batches'
import type { Done, Invalid } from '../../lib/outcome'
import { type Reply, replyTo, upstreamBody } from '../reply'

/** A run that stopped is an upstream error that also tells how far it came: `refused[0].from` is where to go on. */
export const batchReply = (outcome: Done<BatchRun> | Invalid): Reply => {
  if (outcome.kind === 'invalid') return replyTo(outcome)
  const { stopped, ...run } = outcome.value
  const reply = replyTo({ ...outcome, value: run })
  if (!stopped) return reply
  return { status: 502, body: { ...upstreamBody(stopped), ...run } }
}
