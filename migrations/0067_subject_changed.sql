-- One more kind of change: the register made two records one, so a person goes on under the other account.
alter table change drop constraint change_kind_check;
alter table change add constraint change_kind_check check (kind in ('profile_changed', 'session_revoked', 'credential_change',
  'consent_withdrawn', 'authority_changed', 'subject_changed', 'verification', 'stream_updated'));
