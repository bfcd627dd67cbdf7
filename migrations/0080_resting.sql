-- When an office ends or a number is replaced, what rests on it is found by it: approvals are kept for good.
create index joint_signature_office on joint_signature (office_id) where decision = 'approved';
create index joint_approval_signers on joint_approval using gin (signers) where state in ('waiting', 'approved');
