alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('platform_administrator', 'approver', 'auditor', 'support'));
