-- Mandates that several give together: a mandate stands on the offices of all who signed, and lives while each of them
-- still binds with the others by the register's rule of today.
alter table mandate_office add column signers jsonb;
comment on column mandate_office.signers is 'internal: keyed hashes of the officers who signed for its entity together, it included; null: it alone';

-- What waits for signatures may be an act at Yekbar itself, not only a release to a system.
alter table joint_approval add column act text check (act in ('mandate_offer', 'mandate_acceptance'));
alter table joint_approval add column mandate_id uuid;
alter table joint_approval alter column purpose_id drop not null;
comment on column joint_approval.act is 'public: what is done once enough have signed; null: fields are released to a system';
comment on column joint_approval.mandate_id is 'internal: the mandate that it was accepted or offered as';
comment on column joint_approval.purpose_id is 'public: the version that was shown; null: it is no purpose of a system';
drop index joint_approval_open;
create unique index joint_approval_open on joint_approval (person_id, subject_id, client_id, purpose_key)
  where state in ('waiting', 'approved') and request_hash is null and act is null;
