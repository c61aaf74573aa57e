import type { EventRow } from './event-row'

/** Whether it waits for nothing but its turn. */
export const isQueued = ({ state }: EventRow): boolean => state === 'pending' || state === 'later'
