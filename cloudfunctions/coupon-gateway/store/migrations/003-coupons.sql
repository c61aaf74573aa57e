-- The catalogue of the embedded coupons, one row a piece, in the order of the file.
create table catalogue (
  position integer primary key,
  body text not null
);
-- One row; every change of the catalogue counts it up.
create table catalogue_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into catalogue_version (version) values (0);

-- A piece in one user's hands, from an accepted consume until an accepted refund_consume.
create table used_coupons (
  coupon_ins_id text not null,
  user_id text not null,
  coupon_id text,
  seq bigint not null,
  used_at timestamptz not null,
  primary key (coupon_ins_id, user_id)
);
create index used_coupons_user on used_coupons (user_id);
