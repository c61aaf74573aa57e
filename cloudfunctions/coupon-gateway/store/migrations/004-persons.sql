-- What belongs to no order is known by who reported it too, since phones give the same id to what happens in the same
-- millisecond; and its order_key is a hash, no longer the open_id.
update events set
  event_id = event_id || '#' || left(encode(sha256(convert_to(event_id || E'\n' || order_key, 'UTF8')), 'hex'), 16),
  order_key = encode(person, 'hex')
where person = substring(sha256(convert_to(order_key, 'UTF8')) for 16);
-- Of who was erased before: the same, as far as the ids are the plugin's own.
update events set
  event_id = event_id || '#' || left(encode(sha256(convert_to(event_id || E'\n' || order_key, 'UTF8')), 'hex'), 16),
  order_key = event_id
where body = '' and person is null and order_key <> event_id and event_id ~ '^(expose|trigger|get)_coupon/';

-- A use is filed under a hash of each id of its user.
with gone as (delete from used_coupons returning *)
insert into used_coupons (coupon_ins_id, user_id, coupon_id, seq, used_at)
select distinct on (gone.coupon_ins_id, holder) gone.coupon_ins_id, holder, gone.coupon_id, seq, used_at
from gone left join events using (seq) cross join lateral (
  select encode(person, 'hex') as holder where person is not null
  union select encode(substring(sha256(convert_to(events.user_id, 'UTF8')) for 16), 'hex') where events.user_id is not null
  union select case when gone.user_id = '' or gone.user_id like 'erased %' then gone.user_id
      else encode(substring(sha256(convert_to(gone.user_id, 'UTF8')) for 16), 'hex') end
    where person is null and events.user_id is null) holders
order by gone.coupon_ins_id, holder, seq desc;

-- A list of orders names persons; a job that is over needs it no longer.
update jobs set input = '' where state in ('done', 'cancelled');
