import type { Queryable } from './database'
import { type Held, LEASE } from './lanes'

// What was erased while its call was under way has left all the same, and says so. A use of our own
// coupons is filed under each id of its user, as a hash: a session has the one or the other. Of each piece the last that
// was done to it in this batch counts, and a refund under one id frees all of them.
const ACCEPT = `
with mine as (
  update lanes set leased_until = now() + ${LEASE}, failures = 0, failed_since = null, due_at = now()
  where id = $1 and token = $2 returning app_id),
done as (
  update deliveries set state = 'accepted', done_at = now(), code = null, message = null
  where seq = any($4) and (state = 'waiting' or code = 'erased') and exists (select 1 from mine) returning seq),
closed as (
  update batches set finished_at = now(), outcome = 'accepted' where id = $3 and finished_at is null),
healthy as (
  update upstreams set failures = 0, blocked_until = '-infinity', accepted_at = now(), code = null
  where app_id in (select app_id from mine)
    and (failures > 0 or accepted_at is null or accepted_at < now() - interval '1 second')),
uses as (
  select coupon_ins_id, holder, coupon_id, seq, action_type, coalesce(occurred_at, received_at) as used_at
  from events join done using (seq) cross join lateral (
    select encode(person, 'hex') as holder where person is not null
    union select encode(substring(sha256(convert_to(user_id, 'UTF8')) for 16), 'hex') where user_id is not null
    union select '' where person is null and user_id is null) holders
  where $5 and coupon_ins_id is not null and action_type in ('consume', 'refund_consume')),
last_use as (
  select distinct on (coupon_ins_id, holder) * from uses order by coupon_ins_id, holder, seq desc),
refunds as (select * from last_use where action_type = 'refund_consume'),
refunded as (
  select coupon_ins_id, uses.seq from uses join refunds using (coupon_ins_id, holder) where uses.seq < refunds.seq
  union select used.coupon_ins_id, used.seq
  from refunds join used_coupons used on used.coupon_ins_id = refunds.coupon_ins_id and user_id = holder
  where used.seq < refunds.seq),
used as (
  insert into used_coupons (coupon_ins_id, user_id, coupon_id, seq, used_at)
  select coupon_ins_id, holder, coupon_id, seq, used_at from last_use
  where action_type = 'consume' and (coupon_ins_id, seq) not in (select * from refunded)
  on conflict (coupon_ins_id, user_id) do update
    set coupon_id = excluded.coupon_id, seq = excluded.seq, used_at = excluded.used_at
    where used_coupons.seq < excluded.seq),
freed as (
  delete from used_coupons where (coupon_ins_id, seq) in (select * from refunded))
select 1 as held from mine`

/**
 * Records that the vendor took a batch, and, where it is `isOwn`, which pieces it used. `false`: the lane was taken over
 * meanwhile, and nothing was changed.
 */
export const acceptBatch = async (
  database: Queryable,
  { lane, token }: Held,
  batch: number,
  seqs: readonly number[],
  isOwn: boolean,
): Promise<boolean> =>
  (await database.query(ACCEPT, [lane, token, batch, seqs, isOwn])).rows.length > 0
